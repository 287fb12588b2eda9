import { formatTime } from '../../../chaincode/domain/time.js';
import type { Condition, LedgerPort } from '../../ledger/port.js';
import type { ProjectionStatus, Queries } from '../../projection/port.js';
import { diskState, type DiskRoom, type DiskState } from '../common/disk.js';
import type { Soundness, StoreState } from '../common/ports.js';

export interface Readiness {
  /** Both reads and writes are ok. */
  readonly ready: boolean;
  /** Whether answers may be made of what is folded here. */
  readonly reads: Condition;
  /** Whether a batch would be taken and brought to the ledger now. Never ok where reads are not: each write is read back. */
  readonly writes: Condition;
  readonly ledger: Condition & { readonly height: number | null };
  readonly projection: {
    readonly state: ProjectionStatus['state'];
    /** Of what made it fail, where a program can act on that. */
    readonly code?: string;
    readonly detail: string;
    readonly height: number;
  };
  /** Blocks committed but not yet folded. */
  readonly backlog: number | null;
  /** Acknowledged batches that wait for the ledger. */
  readonly queued: number;
  /** What holds the organisation's keys: while it does not sign, nothing under /v1 is answered anew. */
  readonly signer: Condition;
  /** Of the data directory. */
  readonly disk: DiskState;
  /** What lies on this gateway's disk. */
  readonly stores: readonly (Omit<StoreState, 'scrubbedAt'> & { readonly scrubbedAt: string | null })[];
}

/** What readiness is judged by. */
export interface ReadinessParts {
  readonly ledger: Pick<LedgerPort, 'health' | 'height'>;
  readonly queries: Pick<Queries, 'consortium' | 'status' | 'unready'>;
  readonly stores: Soundness;
  readonly jobs: { readonly backlog: number; readonly isFull: boolean };
  readonly disk: () => Promise<DiskRoom>;
  readonly signer: { readonly health: Condition };
}

/** A gateway that lags further behind would serve scores that are too old. */
const backlogMax = 1_000;

/**
 * Why nothing may be answered now, nor signed, of what is folded here; undefined where it may. A ledger that cannot be
 * reached is no reason: what was folded of it stays right, if old.
 */
export function whyUnready(
  queries: Pick<Queries, 'unready'>,
  stores: Pick<Soundness, 'sound'>,
): string | undefined {
  return queries.unready() ?? (stores.sound() ? undefined : 'A store of this gateway is damaged.');
}

/** Whether this gateway should get requests to read, and to write. */
export async function readiness({
  ledger,
  queries,
  stores,
  jobs,
  disk,
  signer,
}: ReadinessParts): Promise<Readiness> {
  const { state, code, detail, height } = queries.status();
  const noAnswer: Condition = { ok: false, detail: 'no answer' };
  const [health, room] = await Promise.all([
    ledger.health().catch(() => ({ ...noAnswer, writes: noAnswer })),
    disk().then(diskState),
  ]);
  const ledgerHeight = health.ok ? await ledger.height().catch(() => null) : null;
  const backlog = ledgerHeight === null ? null : Math.max(0, ledgerHeight - height);

  const readObstacle = (): string | undefined => {
    if (state === 'upgrade_required') return detail;
    const unready = whyUnready(queries, stores);
    if (unready !== undefined) return unready;
    if (!signer.health.ok) return `Answers cannot be signed: ${signer.health.detail}.`;
    if (queries.consortium() === undefined) return 'The consortium has not been founded on this ledger yet.';
    return backlog !== null && backlog > backlogMax ? `${backlog} blocks are not folded yet.` : undefined;
  };
  const writeObstacle = (): string | undefined => {
    if (!health.ok) return `The ledger does not answer: ${health.detail}.`;
    if (!health.writes.ok) return `The ledger takes no writes: ${health.writes.detail}.`;
    if (room === 'full') return 'The disk of the data directory is full.';
    return jobs.isFull ? 'Too many batches wait for the ledger.' : undefined;
  };
  const asOf = backlog === null ? `as of block ${height - 1}; the ledger does not answer` : 'up to date';
  const reads = condition(readObstacle(), asOf);
  const writes = condition(reads.ok ? writeObstacle() : reads.detail, health.writes.detail);
  return {
    ready: reads.ok && writes.ok,
    reads,
    writes,
    ledger: { ok: health.ok, detail: health.detail, height: ledgerHeight },
    projection: { state, ...(code === undefined ? {} : { code }), detail, height },
    backlog,
    queued: jobs.backlog,
    signer: signer.health,
    disk: room,
    stores: stores.states().map(({ scrubbedAt, ...store }) => ({
      ...store,
      scrubbedAt: scrubbedAt === null ? null : formatTime(scrubbedAt),
    })),
  };
}

const condition = (obstacle: string | undefined, detail: string): Condition => ({
  ok: obstacle === undefined,
  detail: obstacle ?? detail,
});
