import { canonicalText } from '../../chaincode/domain/canonical.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import type { ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { transactions } from '../../chaincode/transactions/index.js';
import { DataDir } from '../data-dir/data-dir.js';
import { createEmbeddedLedger, type HostedOrganisation } from '../ledger/embedded/index.js';
import type { LedgerPort } from '../ledger/port.js';
import type { FoundingApproval } from './approvals.js';

export interface Founded {
  readonly ledger: string;
  /** The open ledger; the caller closes it. */
  readonly port: LedgerPort;
}

export interface Founders {
  readonly hosted: readonly HostedOrganisation[];
  /** Of k organisations: the k-th puts the document in force, and a further one would be refused. */
  readonly approvals: readonly FoundingApproval[];
  /** Seconds since the epoch. */
  readonly clock: () => number;
}

/**
 * Writes a consortium document into a data directory, makes the embedded ledger beside it, and puts the document in
 * force with the approvals of k organisations. Throws Refusal `document_schema`, StoreError, LedgerError.
 */
export async function foundConsortium(
  dataDir: string,
  document: ConsortiumDocument,
  { approvals, clock, hosted }: Founders,
): Promise<Founded> {
  const text = canonicalText(document);
  const { ledger } = readGenesis(text, nodeCrypto.sha256);
  const [own] = hosted;
  if (own === undefined) throw new TypeError('no organisation is hosted here');
  const data = new DataDir(dataDir);
  await data.writeGenesis(text);
  const port = await createEmbeddedLedger({
    dir: data.ledger(),
    ledger,
    organisations: hosted,
    ownMspId: own.mspId,
    transactions,
    crypto: nodeCrypto,
    clock,
  });
  try {
    for (const { jws, mspId } of approvals)
      await port.submit({ name: 'InitConsortium', args: [text, jws] }, `admin:${mspId}`);
  } catch (error) {
    await port.close();
    throw error;
  }
  return { ledger, port };
}
