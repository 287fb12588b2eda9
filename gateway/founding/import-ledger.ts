import { text } from '../../chaincode/domain/bytes.js';
import { readGenesis, type Genesis } from '../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { keys } from '../../chaincode/domain/ledger-keys.js';
import { loadConfig } from '../data-dir/config.js';
import { DataDir } from '../data-dir/data-dir.js';
import { createStore } from '../ledger/embedded/index.js';
import type { CommittedBlock, LedgerPort } from '../ledger/port.js';
import { hostKeys } from './gateway-keys.js';
import { makeWhole } from '../data-dir/whole-directory.js';
import { auditLedger, type AuditRun, type LedgerReport } from '../audit/audit-ledger.js';
import type { Finding } from '../audit/finding.js';
import { ExportDamaged, openBlockFile } from '../audit/block-file.js';

/** The export is whole, but what it holds is not what the organisations signed. */
export class ImportRefused extends Error {
  readonly code = 'does_not_hold';
  readonly defects: readonly { readonly reason: string }[];

  constructor(findings: readonly Finding[]) {
    super('the export does not hold; nothing was imported');
    this.defects = findings.map(({ at, code, reason }) => ({ reason: `${at}: ${code} (${reason})` }));
  }
}

/** Findings that an honest ledger may have: the ledger keeps what was once said. They do not stop an import. */
const onRecord: ReadonlySet<Finding['code']> = new Set(['dissent', 'equivocation', 'not_agreed']);

interface ImportRun extends Pick<AuditRun, 'checkpoint' | 'progress' | 'signal'> {
  /** A new directory. */
  readonly dataDir: string;
  /** `<organisation>/sign.jwk.json` of each, and their other keys. */
  readonly keyDir: string;
}

/**
 * Makes a data directory whose embedded ledger has the transactions of an export, at the same places and times, in blocks
 * signed anew. Then audits it: its log and map must be those that the organisations signed. All of it, or nothing.
 * Throws ExportDamaged, ImportRefused, FoundingFailure, DirectoryFailure, SetupError.
 */
export async function importLedger(path: string, run: ImportRun): Promise<LedgerReport> {
  const { checkpoint, dataDir, keyDir, progress, signal } = run;
  const file = await openBlockFile(path);
  const genesis = await genesisIn(file, signal);
  if (genesis.ledger !== file.ledger)
    throw new ExportDamaged('line 1 names another ledger than the one in the blocks');
  let report: LedgerReport | undefined;
  await makeWhole(dataDir, async (partial) => {
    const data = new DataDir(partial);
    await data.writeGenesis(text(genesis.bytes));
    const hosted = await hostKeys(data, genesis.document, keyDir);
    await createStore(data.ledger(), genesis.ledger, hosted, follow(file, signal, progress));
    const config = loadConfig({ STL_DATA_DIR: partial, STL_ORG: genesis.document.organisations[0]?.id });
    report = await auditLedger(config, {
      ...{ progress: () => undefined, signal },
      ...(checkpoint === undefined ? {} : { checkpoint }),
      ...(file.signers === undefined ? {} : { signers: file.signers }),
    });
    const against = report.findings.filter(({ code }) => !onRecord.has(code));
    if (against.length > 0) throw new ImportRefused(against);
  });
  return report as LedgerReport;
}

type Blocks = Pick<LedgerPort, 'blocks' | 'height'>;

/** All blocks but block 0: the new store makes its own. */
async function* follow(
  file: Blocks,
  signal: AbortSignal,
  progress: AuditRun['progress'],
): AsyncGenerator<CommittedBlock> {
  const height = await file.height();
  for await (const block of file.blocks(0, signal)) {
    signal.throwIfAborted();
    if (block.number > 0) yield block;
    else if (block.transactions.length > 0) throw new ExportDamaged('block 0 holds transactions');
    progress(block.number + 1, height);
  }
  signal.throwIfAborted();
}

/** The consortium document as it came into force. */
async function genesisIn(file: Blocks, signal: AbortSignal): Promise<Genesis> {
  for await (const { transactions } of file.blocks(0, signal)) {
    const found = transactions.flatMap(({ writes }) => writes).find(({ key }) => key === keys.genesis);
    if (found !== undefined) return readGenesis(text(found.value), nodeCrypto.sha256);
  }
  throw new ExportDamaged('no consortium came into force in it');
}
