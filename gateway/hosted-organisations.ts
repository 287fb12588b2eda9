import type { Config } from './config.js';
import type { DataDir } from './data-dir.js';
import type { OwnOrganisation } from './ledger-settings.js';
import type { HostedOrganisation } from './services/cosigner.js';
import { statementSigner } from './statement-signer.js';

/**
 * The organisations that this gateway speaks for at a Seal: its own, and with the embedded ledger all whose keys lie in
 * the data directory. One without its log or cosigner key there is left out: it speaks elsewhere.
 */
export async function hostedOrganisations(
  config: Pick<Config, 'ledger'>,
  data: Pick<DataDir, 'key'>,
  organisations: readonly OwnOrganisation[],
  own: string,
): Promise<HostedOrganisation[]> {
  const wanted = new Map(organisations.map((one) => [one.id, one]));
  const found: HostedOrganisation[] = [];
  for (const { id, mspId } of wanted.values()) {
    if (id !== own && config.ledger !== 'embedded') continue;
    const [log, cosigner] = [await data.key(id, 'log'), await data.key(id, 'cosigner')];
    if (log === undefined || cosigner === undefined) continue;
    const identity = id === own ? 'gateway' : (`admin:${mspId}` as const);
    found.push({ id, identity, sign: statementSigner({ log, cosigner }) });
  }
  return found;
}
