import type { Genesis } from '../../../chaincode/domain/governance/genesis.js';
import type { ConsortiumDocument, Organisation } from '../../../chaincode/domain/consortium/document.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { transactions } from '../../../chaincode/transactions/index.js';
import type { Config } from '../../data-dir/config.js';
import type { DataDir } from '../../data-dir/data-dir.js';
import { SetupError } from '../../data-dir/setup-error.js';
import type { LedgerConfig } from './connect.js';
import { certificateEnds, type CertificateEnd } from '../fabric-shared/certificate-ends.js';
import { readConnectionProfile } from '../fabric-shared/profile.js';

export type OwnOrganisation = Pick<Organisation, 'id' | 'mspId'>;

export interface OwnLedger {
  /** The organisation that this process speaks for. */
  readonly own: OwnOrganisation;
  /** For `connectLedger`. */
  readonly settings: LedgerConfig;
  /** When the X.509 certificates end that the connection hangs on; none with the embedded ledger. */
  readonly certificates: readonly CertificateEnd[];
}

/** How to reach the ledger that configuration and data directory name. Throws SetupError. */
export async function ledgerSettings(
  config: Config,
  data: DataDir,
  { document, ledger }: Genesis,
): Promise<OwnLedger> {
  const own = ownOrganisation(config, document);
  if (config.ledger !== 'embedded') {
    return {
      own,
      settings: { adapter: config.ledger, profile: config.fabricProfile },
      certificates: certificateEnds(config.fabricProfile),
    };
  }
  const signKeys = await Promise.all(
    document.organisations.map(async ({ id, mspId }) => ({ mspId, signKey: await data.key(id, 'sign') })),
  );
  if (signKeys.every(({ mspId, signKey }) => mspId !== own.mspId || signKey === undefined)) {
    throw new SetupError(
      `The sign key of ${own.id} is missing: the embedded ledger signs its blocks with it.`,
    );
  }
  const settings: LedgerConfig = {
    adapter: 'embedded',
    dir: data.ledger(),
    ledger,
    organisations: signKeys.flatMap((one) =>
      one.signKey === undefined ? [] : [{ ...one, signKey: one.signKey }],
    ),
    ownMspId: own.mspId,
    transactions,
    crypto: nodeCrypto,
    clock: () => Math.floor(Date.now() / 1_000),
  };
  return { own, settings, certificates: [] };
}

/** On Fabric an organisation may have joined since the consortium was founded: its profile says which MSP it is. */
function ownOrganisation(config: Config, { organisations }: ConsortiumDocument): OwnOrganisation {
  const founder = organisations.find(({ id }) => id === config.org);
  if (founder !== undefined) return founder;
  if (config.ledger === 'embedded')
    throw new SetupError(`STL_ORG ${config.org} is not an organisation of this consortium.`);
  return { id: config.org, mspId: readConnectionProfile(config.fabricProfile).mspId };
}
