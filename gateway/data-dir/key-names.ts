import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import type { NamedPublicJwk } from '../sdk/platform/keys.js';
import type { OrganisationKeyUse } from './key-files.js';

const isEs256: Readonly<Record<OrganisationKeyUse, boolean>> = {
  sign: true,
  admin: true,
  log: false,
  cosigner: false,
};

/**
 * What the consortium calls a key: the `kid` of a sign or admin key, the public key itself (`x`) of a log or cosigner key.
 * Undefined where its kind is not that of its use.
 */
export function consortiumName(use: OrganisationKeyUse, key: NamedPublicJwk): string | undefined {
  if (isEs256[use] !== (key.kty === 'EC')) return undefined;
  return isEs256[use] ? key.kid : key.x;
}

type Named = Pick<Organisation, 'cosignerKey' | 'logKey'> &
  Record<'adminKey' | 'signKey', Pick<Organisation['signKey'], 'kid'>>;

/** The names of the keys that the consortium has for an organisation. */
export const keysNamed = ({
  adminKey,
  cosignerKey,
  logKey,
  signKey,
}: Named): Readonly<Record<OrganisationKeyUse, string>> => ({
  ...{ sign: signKey.kid, log: logKey },
  ...{ cosigner: cosignerKey, admin: adminKey.kid },
});
