import type { PublicJwk } from '../../../chaincode/domain/ports.js';
import { foreignText, parseForeign } from '../frame/foreign-json.js';
import { CliFailure } from '../frame/failure.js';
import { readGiven } from '../frame/given-file.js';

/** A public key, with what may be known of it. */
export interface IssuerKey {
  readonly jwk: PublicJwk;
  readonly kid?: string;
}

/** Whose credentials the keys check. */
export interface IssuerKeys {
  /** The issuer, where the file says so: of a DID document. */
  readonly issuer?: string;
  readonly keys: readonly IssuerKey[];
}

const bytesMax = 256 * 1024;

type Members = Readonly<Record<string, unknown>>;
const isObject = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectsIn = (value: unknown): readonly Members[] =>
  Array.isArray(value) ? value.filter(isObject) : [];
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A JWK, a set of them (RFC 7517), or a DID document. Throws CliFailure. */
export async function readIssuerKeys(path: string): Promise<IssuerKeys> {
  const value = parseForeign(foreignText(await readGiven(path, bytesMax), path), path);
  const found = isObject(value) ? keysIn(value) : { keys: [] };
  if (found.keys.length > 0) return found;
  throw new CliFailure(
    `${path} has no public key of ES256 or Ed25519; it may be a JWK, a set of them, or a DID document`,
    { code: 'issuer_key_malformed' },
  );
}

function keysIn(value: Members): IssuerKeys {
  const { id, keys, verificationMethod } = value;
  if (verificationMethod !== undefined) {
    const issuer = textIn(id);
    return { ...(issuer === undefined ? {} : { issuer }), keys: assertionKeys(value, issuer ?? '') };
  }
  const jwks = keys === undefined ? [value] : objectsIn(keys);
  return { keys: jwks.flatMap((jwk) => keyIn(jwk, textIn(jwk['kid']))) };
}

/** Keys for other purposes than assertions do not speak for the subject of the document (DID Core 1.0, section 5.3.2). */
function assertionKeys({ assertionMethod, verificationMethod }: Members, did: string): IssuerKey[] {
  const absolute = (id: string): string => (id.startsWith('#') ? `${did}${id}` : id);
  const methods = Array.isArray(assertionMethod) ? assertionMethod : [];
  const named = new Set(methods.filter((one) => typeof one === 'string').map(absolute));
  const embedded = methods.filter(isObject);
  const listed = objectsIn(verificationMethod).filter(({ id }) => named.has(absolute(textIn(id) ?? '')));
  return [...listed, ...embedded].flatMap(({ id, publicKeyJwk }) =>
    isObject(publicKeyJwk) ? keyIn(publicKeyJwk, absolute(textIn(id) ?? '')) : [],
  );
}

function keyIn({ crv, kty, x, y }: Members, kid: string | undefined): IssuerKey[] {
  const named = kid === undefined ? {} : { kid };
  if (typeof x !== 'string') return [];
  if (kty === 'EC' && crv === 'P-256' && typeof y === 'string')
    return [{ jwk: { kty, crv, x, y }, ...named }];
  return kty === 'OKP' && crv === 'Ed25519' ? [{ jwk: { kty, crv, x }, ...named }] : [];
}
