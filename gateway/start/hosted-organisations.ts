import { sign } from 'node:crypto';
import type { Config } from '../data-dir/config.js';
import type { DataDir } from '../data-dir/data-dir.js';
import type { OwnOrganisation } from '../ledger/connect/settings.js';
import type { IdentityName } from '../ledger/port.js';
import type { HostedOrganisation } from '../services/sealing/cosigner.js';
import type { TrustListOrganisation } from '../services/trust/trust-list-signer.js';
import { KeyRing } from './key-ring.js';
import { es256Signer } from './sign-keys.js';

interface Hosted {
  readonly id: string;
  readonly identity: IdentityName;
  readonly ring: KeyRing;
}

/** The organisations that this gateway speaks for, with their keys: its own, and with the embedded ledger all. */
export async function hostedOrganisations(
  config: Pick<Config, 'ledger'>,
  data: Pick<DataDir, 'keys'>,
  organisations: readonly OwnOrganisation[],
  own: string,
): Promise<Hosted[]> {
  const known = new Map(organisations.map((one) => [one.id, one]));
  const hosted = [...known.values()].filter(({ id }) => id === own || config.ledger === 'embedded');
  return Promise.all(
    hosted.map(async ({ id, mspId }) => ({
      id,
      identity: id === own ? 'gateway' : (`member:${mspId}` as const),
      ring: await KeyRing.open(data, id),
    })),
  );
}

/** Those that this gateway speaks for at a Seal. One that has no log or cosigner key here speaks through another gateway. */
export function statingOrganisations(hosted: readonly Hosted[]): HostedOrganisation[] {
  return hosted
    .filter(({ ring }) => ring.has('log') && ring.has('cosigner'))
    .map(({ id, identity, ring }) => ({
      id,
      identity,
      keyOf: async (use, publicKeys) => {
        const held = await ring.find(use, publicKeys);
        return held && { publicKey: held.name, sign: (data) => sign(null, data, held.key) };
      },
    }));
}

/** Those that this gateway signs trust lists for. One that has no sign key here signs through another gateway. */
export function trustListOrganisations(hosted: readonly Hosted[]): TrustListOrganisation[] {
  return hosted
    .filter(({ ring }) => ring.has('sign'))
    .map(({ id, identity, ring }) => ({
      id,
      identity,
      keyOf: async (kid) => {
        const held = await ring.find('sign', [kid]);
        return held && es256Signer(held.key);
      },
    }));
}
