import { canonicalText } from '../../chaincode/domain/canonical.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import type { ConsortiumDocument } from '../../chaincode/domain/consortium/document.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { transactions } from '../../chaincode/transactions/index.js';
import { DataDir } from '../data-dir/data-dir.js';
import { createEmbeddedLedger, type HostedOrganisation } from '../ledger/embedded/index.js';
import type { LedgerPort } from '../ledger/port.js';

export interface Founded {
  readonly ledger: string;
  /** The open ledger; the caller closes it. */
  readonly port: LedgerPort;
}

/**
 * Writes a consortium document into a data directory, makes the embedded ledger beside it, and puts the document in
 * force with the approvals of k hosted organisations. Throws Refusal `document_schema`, StoreError, LedgerError.
 */
export async function foundConsortium(
  dataDir: string,
  document: ConsortiumDocument,
  organisations: readonly HostedOrganisation[],
  clock: () => number,
): Promise<Founded> {
  const text = canonicalText(document);
  const { ledger } = readGenesis(text, nodeCrypto.sha256);
  const [own] = organisations;
  if (own === undefined) throw new TypeError('no organisation is hosted here');
  const data = new DataDir(dataDir);
  await data.writeGenesis(text);
  const port = await createEmbeddedLedger({
    dir: data.ledger(),
    ledger,
    organisations,
    ownMspId: own.mspId,
    transactions,
    crypto: nodeCrypto,
    clock,
  });
  try {
    // The k-th approval puts it in force; a further one would be refused.
    for (const { mspId } of organisations.slice(0, document.k))
      await port.submit({ name: 'InitConsortium', args: [text] }, `admin:${mspId}`);
  } catch (error) {
    await port.close();
    throw error;
  }
  return { ledger, port };
}
