import type { LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';
import { formatTime } from '../../../chaincode/domain/time.js';
import type { Soundness, StoreState } from '../common/ports.js';

export interface Readiness {
  readonly ready: boolean;
  readonly ledger: { readonly ok: boolean; readonly detail: string; readonly height: number | null };
  readonly projection: {
    readonly state: string;
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
  readonly signer: { readonly ok: boolean; readonly detail: string };
  /** What lies on this gateway's disk. */
  readonly stores: readonly (Omit<StoreState, 'scrubbedAt'> & { readonly scrubbedAt: string | null })[];
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

/** Whether this gateway should get requests: the ledger answers, and the fold follows it. */
export async function readiness(
  ledger: LedgerPort,
  queries: Pick<Queries, 'consortium' | 'status' | 'unready'>,
  stores: Soundness,
  {
    jobs,
    signer,
  }: {
    readonly jobs: { readonly backlog: number };
    readonly signer: { readonly health: Readiness['signer'] };
  },
): Promise<Readiness> {
  const { state, code, detail, height } = queries.status();
  const health = await ledger.health().catch(() => ({ ok: false, detail: 'no answer' }));
  const ledgerHeight = health.ok ? await ledger.height().catch(() => null) : null;
  const backlog = ledgerHeight === null ? null : Math.max(0, ledgerHeight - height);
  const ready =
    health.ok &&
    signer.health.ok &&
    state === 'running' &&
    whyUnready(queries, stores) === undefined &&
    backlog !== null &&
    backlog <= backlogMax &&
    queries.consortium() !== undefined;
  return {
    ready,
    ledger: { ...health, height: ledgerHeight },
    projection: { state, ...(code === undefined ? {} : { code }), detail, height },
    backlog,
    queued: jobs.backlog,
    signer: signer.health,
    stores: stores.states().map(({ scrubbedAt, ...state }) => ({
      ...state,
      scrubbedAt: scrubbedAt === null ? null : formatTime(scrubbedAt),
    })),
  };
}
