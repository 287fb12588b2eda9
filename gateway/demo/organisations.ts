import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import type { Role } from '../../chaincode/domain/consortium/participant.js';
import { generateKey, type PrivateJwk } from '../sdk/client/index.js';
import type { OrganisationKeyUse } from '../data-dir/key-files.js';

/**
 * `sign` (ES256): what its gateway signs, and block headers. `log` (Ed25519): its transparency log. `cosigner`
 * (Ed25519): its cosignatures. `admin` (ES256): its governance calls.
 */
export type OrganisationKeys = Readonly<Record<OrganisationKeyUse, PrivateJwk>>;

export interface HostedMember {
  readonly organisation: Organisation;
  readonly keys: OrganisationKeys;
}

interface MemberPlan {
  readonly id: string;
  readonly mspId: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

const plans: readonly MemberPlan[] = [
  {
    id: 'platform',
    mspId: 'PlatformMSP',
    name: 'Demo marketplace',
    roles: ['platform', 'carrier', 'customs-broker', 'seller'],
  },
  {
    id: 'certifier',
    mspId: 'CertifierMSP',
    name: 'Demo certification body',
    roles: ['certifier', 'inspector'],
  },
  {
    id: 'payments',
    mspId: 'PaymentsMSP',
    name: 'Demo payment and parcel house',
    roles: ['payment-provider', 'carrier', 'arbiter'],
  },
];

/** The three organisations of a demo, with new keys. `urlOf`: the address of an organisation's gateway. */
export function newOrganisations(urlOf: (org: string) => string): Promise<HostedMember[]> {
  return Promise.all(
    plans.map(async ({ id, mspId, name, roles }) => {
      const keys = await newKeys();
      const organisation: Organisation = {
        id,
        mspId,
        name,
        roles: [...roles],
        url: urlOf(id),
        signKey: p256(keys.sign),
        logKey: keys.log.x,
        cosignerKey: keys.cosigner.x,
        adminKey: p256(keys.admin),
      };
      return { organisation, keys };
    }),
  );
}

async function newKeys(): Promise<OrganisationKeys> {
  const [sign, log, cosigner, admin] = await Promise.all([
    generateKey('ES256'),
    generateKey('Ed25519'),
    generateKey('Ed25519'),
    generateKey('ES256'),
  ]);
  return { sign, log, cosigner, admin };
}

function p256(key: PrivateJwk): Organisation['signKey'] {
  if (key.kty !== 'EC') throw new TypeError('an ES256 key is on P-256');
  return { kid: key.kid, x: key.x, y: key.y };
}
