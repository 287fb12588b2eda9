import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { transactions } from '../../chaincode/transactions/index.js';
import { createEmbeddedLedger } from '../ledger/embedded/index.js';
import type { LedgerPort } from '../ledger/port.js';
import type { DemoConsortium } from './consortium.js';
import { writeKeyFiles } from './key-files.js';

export interface Founded {
  readonly ledger: string;
  readonly port: LedgerPort;
}

/** Writes document and keys into an empty directory, makes the embedded ledger there, and puts the document in force. */
export async function foundConsortium(
  dataDir: string,
  demo: DemoConsortium,
  clock: () => number,
): Promise<Founded> {
  const text = canonicalText(demo.document);
  const { ledger } = readGenesis(text, nodeCrypto.sha256);
  await mkdir(dataDir, { recursive: true });
  await writeFile(join(dataDir, 'consortium.json'), `${text}\n`, { flag: 'wx', flush: true });
  await writeKeyFiles(dataDir, demo);
  const organisations = demo.members.map(({ organisation, keys }) => ({
    mspId: organisation.mspId,
    signKey: { ...keys.sign },
  }));
  const port = await createEmbeddedLedger({
    dir: join(dataDir, 'ledger'),
    ledger,
    organisations,
    ownMspId: 'PlatformMSP',
    transactions,
    crypto: nodeCrypto,
    clock,
  });
  // k approvals put it in force; a further one would be refused.
  for (const { mspId } of organisations.slice(0, demo.document.k))
    await port.submit({ name: 'InitConsortium', args: [text] }, `admin:${mspId}`);
  return { ledger, port };
}
