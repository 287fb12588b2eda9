import type { Handle } from 'pkcs11js';
import { base64url } from '../../../chaincode/domain/bytes.js';
import type { PublicJwk } from '../../../chaincode/domain/ports.js';
import type { OrganisationKeyUse } from '../../data-dir/key-files.js';
import { consortiumName } from '../../data-dir/key-names.js';
import { SetupError } from '../../data-dir/setup-error.js';
import { keyId, type NamedPublicJwk } from '../../sdk/platform/keys.js';
import { compareLabels, useNamed } from '../port.js';
import type { Session } from './session.js';

/** A private key in a token. The handle is good for the session alone. */
export interface TokenKey {
  readonly use: OrganisationKeyUse;
  readonly name: string;
  readonly publicKey: NamedPublicJwk;
  readonly handle: Handle;
}

/** PKCS#11 3.0, CKK_EC_EDWARDS: newer than the names that the bindings have. */
const keyTypeEdwards = 0x40;
/** DER of the object identifier of P-256. */
const p256 = Buffer.from('06082a8648ce3d030107', 'hex');
/** Objects asked for at a time. */
const chunk = 64;

interface Found {
  readonly handle: Handle;
  readonly label: string;
  /** CKA_ID, CKA_KEY_TYPE and label: what a private key and its public one have in common. */
  readonly pair: string;
  readonly type: number;
}

function objects({ library, module, handle: session }: Session, objectClass: number): Found[] {
  module.C_FindObjectsInit(session, [
    { type: library.CKA_CLASS, value: objectClass },
    { type: library.CKA_TOKEN, value: true },
  ]);
  const handles: Handle[] = [];
  for (let some = module.C_FindObjects(session, chunk); some.length > 0;) {
    handles.push(...some);
    some = module.C_FindObjects(session, chunk);
  }
  module.C_FindObjectsFinal(session);
  return handles.map((handle) => {
    const [label, id, type] = module
      .C_GetAttributeValue(session, handle, [
        { type: library.CKA_LABEL },
        { type: library.CKA_ID },
        { type: library.CKA_KEY_TYPE },
      ])
      .map(({ value }) => value) as [Buffer, Buffer, Buffer];
    const text = label.toString('utf8');
    return {
      ...{ handle, label: text, type: type.readUIntLE(0, Math.min(6, type.length)) },
      pair: `${id.toString('hex')} ${type.toString('hex')} ${text}`,
    };
  });
}

/** The point without its DER OCTET STRING, which some libraries leave out. */
const bare = (point: Buffer, length: number): Buffer =>
  point.length === length + 2 && point[0] === 0x04 && point[1] === length ? point.subarray(2) : point;

function jwkOf(
  { library, module, handle: session }: Session,
  { handle, type }: Found,
): PublicJwk | undefined {
  const isEdwards = type === keyTypeEdwards;
  if (!isEdwards && type !== library.CKK_EC) return undefined;
  const [parameters, encoded] = module
    .C_GetAttributeValue(session, handle, [{ type: library.CKA_EC_PARAMS }, { type: library.CKA_EC_POINT }])
    .map(({ value }) => value) as [Buffer, Buffer];
  if (isEdwards) {
    const x = bare(encoded, 32);
    return x.length === 32 ? { kty: 'OKP', crv: 'Ed25519', x: base64url(x) } : undefined;
  }
  const point = bare(encoded, 65);
  if (!parameters.equals(p256) || point.length !== 65 || point[0] !== 0x04) return undefined;
  const [x, y] = [base64url(point.subarray(1, 33)), base64url(point.subarray(33))];
  return { kty: 'EC', crv: 'P-256', x, y };
}

/**
 * The token's private keys whose label says what they are for, by their public halves, which must lie beside them under the same
 * CKA_ID and label. Throws SetupError for a key that cannot be what its label says.
 */
export function tokenKeys(session: Session): TokenKey[] {
  const { library } = session;
  const publicOnes = objects(session, library.CKO_PUBLIC_KEY);
  const privateOnes = objects(session, library.CKO_PRIVATE_KEY);
  privateOnes.sort((a, b) => compareLabels(a.label, b.label));
  return privateOnes.flatMap((one): TokenKey[] => {
    const use = useNamed(one.label);
    if (use === undefined) return [];
    const beside = publicOnes.filter(({ pair }) => pair === one.pair);
    const wrong = (what: string): SetupError =>
      new SetupError(`The key "${one.label}" in the token ${what}.`);
    if (beside.length !== 1) {
      throw wrong(
        beside.length === 0
          ? 'has no public key of the same label and CKA_ID beside it'
          : 'shares its label and CKA_ID with another: give each key its own',
      );
    }
    const jwk = jwkOf(session, beside[0] as Found);
    const publicKey: NamedPublicJwk | undefined = jwk && {
      ...jwk,
      alg: jwk.kty === 'EC' ? 'ES256' : 'Ed25519',
      kid: keyId(jwk),
    };
    const name = publicKey && consortiumName(use, publicKey);
    if (publicKey === undefined || name === undefined) {
      throw wrong(
        'is not of the kind that its label says: sign and admin are P-256, log and cosigner Ed25519',
      );
    }
    return [{ use, name, publicKey, handle: one.handle }];
  });
}
