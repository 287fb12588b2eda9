import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrustList } from '../../chaincode/domain/trust-list/list.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { Config } from '../data-dir/config.js';
import { DataDir } from '../data-dir/data-dir.js';
import { keepFile } from '../data-dir/keep-file.js';
import { ledgerSettings } from '../ledger/connect/settings.js';
import { connectLedger } from '../ledger/connect/connect.js';
import type { LedgerPort } from '../ledger/port.js';
import { ProjectionStore } from '../projection/store.js';
import { audit, type AuditReport } from './audit.js';
import { openBlockFile, writeBlockFile, type BlockFile } from './block-file.js';
import { signerFindings } from './signer-findings.js';
import { keptCheckpoint } from '../data-dir/kept-checkpoint.js';

export interface AuditRun {
  /** An export to audit in place of the configured ledger. */
  readonly file?: string;
  /** File with a signed checkpoint that must lie in the ledger's past, if it is there; the newest agreed one replaces it. */
  readonly checkpoint?: string;
  /**
   * Directory for what is derived, from which the next audit goes on. It is made where there is none, and emptied where
   * something does not hold, so that the next audit finds it, too.
   */
  readonly state?: string;
  /** Whom to trust, from elsewhere than this ledger. */
  readonly trust?: TrustList;
  /** Who signed the blocks that the ledger was made of: `import ledger` signs them anew. */
  readonly signers?: BlockFile['signers'];
  readonly signal: AbortSignal;
  readonly progress: (done: number, all: number) => void;
}

interface Source extends Pick<LedgerPort, 'blocks' | 'height'> {
  readonly id: string;
  /** Of an export whose blocks name their own signers. */
  readonly signers?: BlockFile['signers'];
  close(): Promise<void>;
}

export interface LedgerReport extends AuditReport {
  /** Hash of the newest block, hex; on Fabric every peer of the channel has the same. */
  readonly head: string | undefined;
}

/** Audits an export, or the ledger that the configuration names. Throws SetupError, StoreError, LedgerError, ExportDamaged. */
export async function auditLedger(config: Config, run: AuditRun): Promise<LedgerReport> {
  const { checkpoint, file, progress, signal, state, trust } = run;
  const since = checkpoint === undefined ? undefined : await keptCheckpoint(checkpoint);
  const source = await sourceOf(config, file);
  try {
    return await withStore(state, async (store) => {
      const options = { crypto: nodeCrypto, ledger: source.id, signal, progress };
      const audited = await audit(source, store, {
        ...options,
        ...(since === undefined ? {} : { since }),
        ...(trust === undefined ? {} : { trust }),
      });
      const signers = run.signers ?? source.signers;
      const unknown = signers === undefined ? [] : signerFindings(store, signers);
      const report = {
        ...audited,
        findings: [...audited.findings, ...unknown],
        head: store.checkpoint()?.hash,
      };
      const sound = report.findings.length === 0;
      // Where history changed, what the earlier audit derived is the evidence: the next audit needs it, too.
      if (!sound && report.findings[0]?.code !== 'history_changed') await store.clear();
      if (checkpoint !== undefined && sound && report.checkpoint !== undefined)
        await keepFile(checkpoint, report.checkpoint);
      return report;
    });
  } finally {
    await source.close();
  }
}

/** In the given directory, or in one that is gone in the end. */
async function withStore(
  kept: string | undefined,
  use: (store: ProjectionStore) => Promise<LedgerReport>,
): Promise<LedgerReport> {
  const directory = kept ?? (await mkdtemp(join(tmpdir(), 'stl-audit-')));
  try {
    const store = await ProjectionStore.open(join(directory, 'derived'));
    try {
      return await use(store);
    } finally {
      await store.close();
    }
  } finally {
    if (kept === undefined) await rm(directory, { recursive: true, force: true });
  }
}

/** Writes the configured ledger's blocks to a new file; gives their number. */
export async function exportLedger(
  config: Config,
  path: string,
  { progress, signal }: Pick<AuditRun, 'progress' | 'signal'>,
): Promise<number> {
  const { id, ledger } = await configured(config);
  try {
    return await writeBlockFile(ledger, id, path, signal, progress);
  } catch (error) {
    // A file without its end is no export; one that was there before is not ours to remove.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(path, { force: true });
    throw error;
  } finally {
    await ledger.close();
  }
}

async function configured(config: Config): Promise<{ readonly id: string; readonly ledger: LedgerPort }> {
  const data = new DataDir(config.dataDir);
  const genesis = await data.genesis();
  const { settings } = await ledgerSettings(config, data, genesis);
  return { id: genesis.ledger, ledger: await connectLedger(settings) };
}

async function sourceOf(config: Config, path: string | undefined): Promise<Source> {
  if (path !== undefined) {
    const file = await openBlockFile(path);
    return { ...file, id: file.ledger, close: () => Promise.resolve() };
  }
  const { id, ledger } = await configured(config);
  return {
    id,
    height: () => ledger.height(),
    blocks: (from, signal) => ledger.blocks(from, signal),
    close: () => ledger.close(),
  };
}
