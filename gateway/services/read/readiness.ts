import type { LedgerPort } from '../../ledger/port.js';
import type { Queries } from '../../projection/port.js';

export interface Readiness {
  readonly ready: boolean;
  readonly ledger: { readonly ok: boolean; readonly detail: string; readonly height: number | null };
  readonly projection: { readonly state: string; readonly detail: string; readonly height: number };
  /** Blocks committed but not yet folded. */
  readonly backlog: number | null;
  /** Acknowledged batches that wait for the ledger. */
  readonly queued: number;
}

/** A gateway that lags further behind would serve scores that are too old. */
const backlogMax = 1_000;

/** Whether this gateway should get requests: the ledger answers, and the fold follows it. */
export async function readiness(
  ledger: LedgerPort,
  queries: Queries,
  jobs: { readonly backlog: number },
): Promise<Readiness> {
  const { state, detail, height } = queries.status();
  const health = await ledger.health().catch(() => ({ ok: false, detail: 'no answer' }));
  const ledgerHeight = health.ok ? await ledger.height().catch(() => null) : null;
  const backlog = ledgerHeight === null ? null : Math.max(0, ledgerHeight - height);
  const ready =
    health.ok &&
    state === 'running' &&
    backlog !== null &&
    backlog <= backlogMax &&
    queries.consortium() !== undefined;
  return {
    ready,
    ledger: { ...health, height: ledgerHeight },
    projection: { state, detail, height },
    backlog,
    queued: jobs.backlog,
  };
}
