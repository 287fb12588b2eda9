import { fromBase64url, utf8 } from '../../../chaincode/domain/bytes.js';
import type { PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { foreignText, parseForeign } from '../frame/foreign-json.js';
import { readGiven } from '../frame/given-file.js';
import type { IssuerKey, IssuerKeys } from './issuer-keys.js';

const bytesMax = 2 * 1024 * 1024;

/** A credential as a file has it. */
export interface Secured {
  readonly claims: unknown;
  /** What secures it; undefined for bare JSON. */
  readonly jws?: Jws;
}

export interface Jws {
  readonly header: Readonly<Record<string, unknown>>;
  readonly signingInput: Uint8Array;
  readonly signature: Uint8Array;
}

const compact = /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+$/;
const enveloped = /^data:application\/(?:vc|vc-ld)\+jwt[,;](?:.*,)?(.*)$/;

/**
 * JSON, a compact JWS, or an `EnvelopedVerifiableCredential` with one in it (VC Data Model 2.0, section 4.13). Nothing that it
 * names is fetched. Throws CliFailure `document_malformed`.
 */
export async function readSecured(path: string): Promise<Secured> {
  const text = foreignText(await readGiven(path, bytesMax), path).trim();
  if (compact.test(text)) return readJws(text, path);
  const value = parseForeign(text, path);
  const { id } = (value ?? {}) as { readonly id?: unknown };
  const inner = typeof id === 'string' ? enveloped.exec(id)?.[1] : undefined;
  return inner !== undefined && compact.test(inner) ? readJws(inner, path) : { claims: value };
}

function readJws(jws: string, path: string): Secured {
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const part = (encoded: string, name: string): unknown =>
    parseForeign(foreignText(fromBase64url(encoded) ?? new Uint8Array([0xff]), name), name);
  const read = part(header, `the header of ${path}`);
  return {
    claims: part(payload, `the payload of ${path}`),
    jws: {
      header: (typeof read === 'object' && read !== null ? read : {}) as Jws['header'],
      signingInput: utf8(`${header}.${payload}`),
      signature: fromBase64url(signature) ?? new Uint8Array(),
    },
  };
}

/** Media types of VC-JOSE-COSE, with the name that they had before. */
const types: ReadonlySet<unknown> = new Set(['vc+jwt', 'vc-ld+jwt']);
const algorithms = { ES256: 'ES256', Ed25519: 'Ed25519', EdDSA: 'Ed25519' } as const;

/** Why the signature does not show that the issuer's key made it; undefined where it does. */
export function signatureFinding(
  { header, signature, signingInput }: Jws,
  issuer: string,
  known: IssuerKeys,
): string | undefined {
  const { alg, crit, kid, typ } = header;
  if (crit !== undefined) return 'its signature has a header that must be understood, and is not ("crit")';
  const type = typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : typ;
  if (!types.has(type)) return 'it is no signed credential: "typ" of its header must be vc+jwt';
  if (typeof alg !== 'string' || !Object.hasOwn(algorithms, alg))
    return 'its signature is made with an algorithm that is not taken; ES256 and Ed25519 are';
  if (known.issuer !== undefined && known.issuer !== issuer)
    return 'its issuer is another one than the keys are of';
  const algorithm = algorithms[alg as keyof typeof algorithms];
  const fits = ({ jwk, kid: own }: IssuerKey): boolean =>
    (algorithm === 'ES256') === (jwk.kty === 'EC') && isNamed(kid, own, issuer);
  const keys = known.keys.filter(fits);
  if (keys.length === 0) return 'none of the given keys is the one that its header names';
  const holds = keys.some(({ jwk }) => isMadeBy(jwk, algorithm, signingInput, signature));
  return holds ? undefined : 'its signature does not hold: it was changed, or another key made it';
}

function isMadeBy(
  jwk: PublicJwk,
  ...[algorithm, input, signature]: [SignatureAlgorithm, Uint8Array, Uint8Array]
): boolean {
  try {
    return nodeCrypto.verify(algorithm, jwk, input, signature);
  } catch {
    // Members of a JWK that are no point of its curve.
    return false;
  }
}

/** A header may name a key by its whole id, or by the part after `#`. Where one of both has no name, the signature decides. */
function isNamed(asked: unknown, own: string | undefined, issuer: string): boolean {
  if (asked === undefined || own === undefined) return true;
  const whole = (kid: string): string => (kid.startsWith('#') ? `${issuer}${kid}` : kid);
  if (typeof asked !== 'string') return false;
  return whole(asked) === whole(own) || whole(asked) === `${issuer}#${own}`;
}
