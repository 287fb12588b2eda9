import { equalBytes, hex } from '../../chaincode/domain/bytes.js';
import { DoesNotFollow } from '../../chaincode/domain/fold/does-not-follow.js';
import type { Crypto } from '../../chaincode/domain/ports.js';
import { parseCheckpoint, type Checkpoint } from '../../chaincode/domain/tlog/checkpoint.js';
import type { TrustList } from '../../chaincode/domain/trust-list/list.js';
import type { CommittedBlock, LedgerPort } from '../ledger/port.js';
import { Projector } from '../projection/projector.js';
import { ProjectionProofs } from '../projection/proofs.js';
import type { ProjectionStore } from '../projection/store.js';
import { blockFindings, governanceFindings } from './block-findings.js';
import type { Finding } from './finding.js';
import { trustFindings } from './trust-findings.js';

export interface AuditReport {
  /** Id of the ledger: whoever knows it from elsewhere sees that it is the right one. */
  readonly ledger: string;
  readonly blocks: number;
  /** The first block that was read: those before it are what an earlier audit derived. */
  readonly from: number;
  /** In the blocks that were read. */
  readonly batches: number;
  readonly records: number;
  readonly sellers: number;
  /** Leaves of the log. */
  readonly leaves: number;
  /** How many of them the newest agreed checkpoint covers. That no later one is missing, nobody has signed. */
  readonly signed: number;
  readonly epochs: number;
  /** Number of the newest epoch that k organisations agree on and this audit too; 0 for none. */
  readonly agreed: number;
  /** Its signed checkpoint: where a later audit goes on. */
  readonly checkpoint: string | undefined;
  /** In the ledger's order: the first is where the ledger ceases to hold. */
  readonly findings: readonly Finding[];
}

export interface AuditOptions {
  readonly crypto: Crypto;
  /** Id of the ledger it must be. */
  readonly ledger: string;
  /** Whom to trust, from elsewhere: k of its organisations, or of a later list that follows from it, must have signed. */
  readonly trust?: TrustList;
  /** A checkpoint of an earlier audit, kept elsewhere: this ledger must have it in its past. */
  readonly since?: Checkpoint;
  readonly signal: AbortSignal;
  readonly progress: (blocks: number, all: number) => void;
}

/**
 * Derives everything anew from the blocks: every batch's signature and root, the log, the map, and so every score; then
 * holds each epoch's checkpoint against what the organisations signed. `store` is for what is derived: empty, or that of an
 * earlier audit of the same ledger, which goes on from there.
 */
export async function audit(
  source: Pick<LedgerPort, 'blocks' | 'height'>,
  store: ProjectionStore,
  options: AuditOptions,
): Promise<AuditReport> {
  const { crypto, ledger, progress, signal } = options;
  const height = await source.height();
  const changed = await changedSince(source, store, signal);
  if (changed !== undefined) return { ...nothing, ledger, blocks: height, findings: [changed] };
  const findings: Finding[] = [];
  let from = 0;
  let batches = 0;
  let before: CommittedBlock | undefined;
  let unreadable: unknown;
  /** What came of a block is known once the next is asked for. */
  const settle = (): void => {
    if (before === undefined) return;
    findings.push(...blockFindings(projector.view, before));
    const written = before.transactions.flatMap(({ writes }) => writes);
    batches += written.filter(({ key }) => key.startsWith('batch/')).length;
    progress(before.number + 1, height);
    before = undefined;
  };
  const watched: Pick<LedgerPort, 'blocks' | 'height'> = {
    height: () => source.height(),
    async *blocks(first, stop) {
      if (first >= height) return;
      try {
        for await (const block of source.blocks(first, stop)) {
          yield block;
          // The newest one of an earlier audit comes again, to be compared.
          if (block.number >= from) before = block;
          settle();
          if (block.number + 1 >= height) return;
        }
      } catch (error) {
        unreadable ??= error;
        throw error;
      }
    },
  };
  const projector = new Projector(watched, store, crypto, ledger);
  await projector.start();
  from = projector.height;
  try {
    if (height > 0) await projector.folded(height - 1, signal);
  } catch (error) {
    const { failure } = projector;
    if (!(failure instanceof DoesNotFollow)) throw unreadable ?? failure ?? error;
    settle();
    findings.push(...governanceFindings(failure, height));
  } finally {
    await projector.stop();
  }
  settle();
  const proofs = new ProjectionProofs(projector.view, crypto.sha256);
  findings.push(...epochFindings(proofs), ...historyFindings(proofs, options.since));
  const { records, sellers } = projector.status();
  const agreed = proofs.agreed();
  if (options.trust !== undefined)
    findings.push(...(await trustFindings(crypto, projector.view, agreed?.note, options.trust)));
  return {
    ledger,
    blocks: height,
    from,
    batches,
    records,
    sellers,
    leaves: proofs.logSize(),
    signed: parseCheckpoint(agreed?.own ?? '')?.size ?? 0,
    epochs: proofs.newestSeal()?.n ?? 0,
    agreed: agreed?.seal.n ?? 0,
    checkpoint: agreed?.note,
    findings,
  };
}

const nothing: Omit<AuditReport, 'ledger'> = {
  ...{ blocks: 0, from: 0, batches: 0, records: 0, sellers: 0, leaves: 0, signed: 0, epochs: 0, agreed: 0 },
  ...{ checkpoint: undefined, findings: [] },
};

/** What was derived earlier came from blocks that this ledger has not: it was cut short, written anew, or is another. */
async function changedSince(
  source: Pick<LedgerPort, 'blocks' | 'height'>,
  store: ProjectionStore,
  signal: AbortSignal,
): Promise<Finding | undefined> {
  const { hash = '', height = 0 } = store.checkpoint() ?? {};
  if (height === 0) return undefined;
  const at = `block ${height - 1}`;
  if ((await source.height()) < height)
    return { code: 'history_changed', at, reason: 'it was there at the earlier audit: the end was cut off' };
  for await (const block of source.blocks(height - 1, signal)) {
    return hex(block.hash) === hash
      ? undefined
      : { code: 'history_changed', at, reason: 'it was another at the earlier audit' };
  }
  return undefined;
}

function epochFindings(proofs: ProjectionProofs): Finding[] {
  const newest = proofs.newestSeal()?.n ?? 0;
  const findings: Finding[] = [];
  for (let n = 1; n <= newest; n++) {
    const epoch = proofs.epoch(n);
    if (epoch === undefined) continue;
    const { agreement, own } = epoch;
    const add = (code: Finding['code'], reason: string): unknown =>
      findings.push({ code, at: `epoch ${n}`, reason });
    const names = (orgs: readonly string[]): string => orgs.join(', ');
    if (agreement.equivocate.length > 0)
      add('equivocation', `signed two results: ${names(agreement.equivocate)}`);
    if (agreement.body === undefined) {
      // The organisations may still be about to speak of the newest.
      if (n < newest) add('not_agreed', `not heard: ${names(agreement.silent)}`);
    } else if (agreement.body !== own) {
      add('disagrees', `signed another result: ${names(agreement.agree)}`);
    }
    if (agreement.dissent.length > 0) add('dissent', `signed another result: ${names(agreement.dissent)}`);
  }
  return findings;
}

/** What is known of a log: how long it is, its newest epoch, and its tree at any size up to that. */
export interface KnownLog {
  logSize(): number;
  newestSeal(): { readonly n: number } | undefined;
  tree(size: number): { root(): Uint8Array };
}

/** A ledger that was cut short or written anew has not the checkpoint in its past that somebody kept of it. */
export function historyFindings(log: KnownLog, since: Checkpoint | undefined): Finding[] {
  if (since === undefined) return [];
  const at = `log of ${since.size} leaves, epoch ${since.epoch}`;
  const size = log.logSize();
  if (size < since.size) {
    return [
      { code: 'history_changed', at, reason: `the ledger has only ${size} leaves: its end was cut off` },
    ];
  }
  const epochs = log.newestSeal()?.n ?? 0;
  if (epochs < since.epoch) {
    return [
      { code: 'history_changed', at, reason: `the ledger has only ${epochs} epochs: its end was cut off` },
    ];
  }
  if (!equalBytes(log.tree(since.size).root(), since.root)) {
    return [
      { code: 'history_changed', at, reason: 'the root was another: what is here is not what was signed' },
    ];
  }
  return [];
}
