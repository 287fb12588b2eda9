import { createPrivateKey } from 'node:crypto';
import type { Config } from '../data-dir/config.js';
import type { DataDir } from '../data-dir/data-dir.js';
import type { OwnOrganisation } from '../ledger/connect/settings.js';
import type { IdentityName } from '../ledger/port.js';
import type { HostedOrganisation } from '../services/sealing/cosigner.js';
import type { TrustListOrganisation } from '../services/trust/trust-list-signer.js';
import { es256Signer } from './sign-keys.js';
import { statementSigner } from './statement-signer.js';

interface Hosted {
  readonly id: string;
  readonly identity: IdentityName;
}

/** The organisations that this gateway speaks for: its own, and with the embedded ledger all. */
function hosted(
  config: Pick<Config, 'ledger'>,
  organisations: readonly OwnOrganisation[],
  own: string,
): Hosted[] {
  const known = new Map(organisations.map((one) => [one.id, one]));
  return [...known.values()]
    .filter(({ id }) => id === own || config.ledger === 'embedded')
    .map(({ id, mspId }) => ({ id, identity: id === own ? 'gateway' : `admin:${mspId}` }));
}

/** Those that this gateway speaks for at a Seal. One whose log or cosigner key is not here speaks through another gateway. */
export async function hostedOrganisations(
  config: Pick<Config, 'ledger'>,
  data: Pick<DataDir, 'key'>,
  organisations: readonly OwnOrganisation[],
  own: string,
): Promise<HostedOrganisation[]> {
  const found: HostedOrganisation[] = [];
  for (const one of hosted(config, organisations, own)) {
    const [log, cosigner] = [await data.key(one.id, 'log'), await data.key(one.id, 'cosigner')];
    if (log === undefined || cosigner === undefined) continue;
    found.push({ ...one, sign: statementSigner({ log, cosigner }) });
  }
  return found;
}

/** Those that this gateway signs trust lists for. One whose sign keys are not here signs through another gateway. */
export async function trustListOrganisations(
  config: Pick<Config, 'ledger'>,
  data: Pick<DataDir, 'signKeys'>,
  organisations: readonly OwnOrganisation[],
  own: string,
): Promise<TrustListOrganisation[]> {
  const found: TrustListOrganisation[] = [];
  for (const one of hosted(config, organisations, own)) {
    const files = await data.signKeys(one.id);
    const keys = new Map(
      files.map((file) => [file.kid, es256Signer(createPrivateKey({ key: file, format: 'jwk' }))]),
    );
    if (keys.size > 0) found.push({ ...one, keys });
  }
  return found;
}
