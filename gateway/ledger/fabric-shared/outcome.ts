import { setTimeout as pause } from 'node:timers/promises';
import type { Committed } from '../port.js';
import { SubmitFailure } from './failure.js';
import type { LedgerQueries } from './ledger-queries.js';

const askEveryMs = 500;
/** How long to ask for a transaction that an orderer may have taken without saying so. */
const unconfirmedWaitMs = 5_000;

/**
 * Asks the own peer for the outcome of a transaction that was sent, until it is known or `waitMs` are over.
 * @throws SubmitFailure of the commit, or `unknown`
 */
export async function askOutcome(queries: LedgerQueries, txId: string, waitMs: number): Promise<Committed> {
  const until = Date.now() + waitMs;
  for (;;) {
    const committed = await queries.committed(txId);
    if (committed) return committed;
    if (Date.now() >= until)
      throw new SubmitFailure('unknown', 'the transaction was sent, and was not seen committed', txId);

    await pause(askEveryMs);
  }
}

/**
 * No orderer confirmed that it took the transaction. One may have it all the same, unless all said that they take none now,
 * as they do while they have no leader. Then it may be tried again under another id.
 * @throws SubmitFailure
 */
export async function afterFailedBroadcast(
  queries: LedgerQueries,
  txId: string,
  error: Error,
): Promise<Committed> {
  const refused = /SERVICE_UNAVAILABLE|not connected|not able to reconnect|No committers|no leader/i.test(
    error.message,
  );
  try {
    return await askOutcome(queries, txId, refused ? 0 : unconfirmedWaitMs);
  } catch (failure) {
    if (!(failure instanceof SubmitFailure) || failure.kind !== 'unknown') throw failure;
    throw new SubmitFailure(refused ? 'unavailable' : 'unknown', error.message, txId, { cause: error });
  }
}
