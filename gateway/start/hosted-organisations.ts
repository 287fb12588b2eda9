import type { Config } from '../data-dir/config.js';
import type { DataDir } from '../data-dir/data-dir.js';
import { SetupError } from '../data-dir/setup-error.js';
import type { OwnOrganisation } from '../ledger/connect/settings.js';
import type { IdentityName } from '../ledger/port.js';
import type { HostedOrganisation } from '../services/sealing/cosigner.js';
import type { TrustListOrganisation } from '../services/trust/trust-list-signer.js';
import { fileSigner } from '../signing/file-signer.js';
import { KeyRing } from '../signing/key-ring.js';
import { openSigner } from '../signing/open-signer.js';
import { SigningError } from '../signing/port.js';

interface Hosted {
  readonly id: string;
  readonly identity: IdentityName;
  readonly ring: KeyRing;
}

/**
 * The keys of the organisation that a gateway speaks for. A signer that does not answer yet is no reason not to start; one that
 * answers and lacks what the gateway signs its answers with is. Rejects with SetupError.
 */
export async function ownKeyRing(
  { signer }: Pick<Config, 'signer'>,
  data: Pick<DataDir, 'organisationDirectory'>,
  own: string,
): Promise<KeyRing> {
  const ring = new KeyRing(await openSigner(signer, data.organisationDirectory(own)));
  await ring.look().catch((error: unknown) => {
    if (error instanceof SigningError && error.code === 'unavailable') return;
    if (error instanceof SigningError)
      throw new SetupError(`STL_SIGNER: ${error.message}.`, { cause: error });
    throw error;
  });
  if (ring.has('sign')) return ring;
  await ring.close();
  const place = signer === 'file' ? '' : `: ${ring.health.detail} has none`;
  throw new SetupError(`The sign key of ${own} is missing${place}.`);
}

/** The organisations that this gateway speaks for, with their keys: its own, and with the embedded ledger all. */
export async function hostedOrganisations(
  config: Pick<Config, 'ledger'>,
  data: Pick<DataDir, 'organisationDirectory'>,
  organisations: readonly OwnOrganisation[],
  own: { readonly id: string; readonly ring: KeyRing },
): Promise<Hosted[]> {
  const known = new Map(organisations.map((one) => [one.id, one]));
  const hosted = [...known.values()].filter(({ id }) => id === own.id || config.ledger === 'embedded');
  return Promise.all(
    hosted.map(async ({ id, mspId }) => {
      if (id === own.id) return { id, identity: 'gateway' as const, ring: own.ring };
      const ring = new KeyRing(fileSigner(data.organisationDirectory(id)));
      await ring.look();
      return { id, identity: `member:${mspId}` as const, ring };
    }),
  );
}

/** What speaks at a Seal. An organisation that has no log or cosigner key here speaks through another gateway. */
export function statingOrganisations(hosted: readonly Hosted[]): HostedOrganisation[] {
  return hosted.map(({ id, identity, ring }) => ({
    id,
    identity,
    isHere: () => ring.has('log') && ring.has('cosigner'),
    keyOf: async (use, publicKeys) => {
      const held = await ring.find(use, publicKeys);
      return held && { publicKey: held.name, sign: (data) => held.sign(data) };
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
        return held && ((data) => held.sign(data));
      },
    }));
}
