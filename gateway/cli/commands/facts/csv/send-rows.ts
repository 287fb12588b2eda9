import { mayPass, ProblemError, restatementId } from '../../../../sdk/client/index.js';
import { CliFailure } from '../../../frame/failure.js';
import type { SigningClient } from '../../../frame/signing.js';
import { sendInLanes } from './lanes.js';
import type { PlannedRow } from './plan-rows.js';

export type RowOutcome =
  | { readonly row: number; readonly outcome: 'stated'; readonly record: string }
  /** An earlier run stated the very same record. */
  | { readonly row: number; readonly outcome: 'already-stated' }
  | { readonly row: number; readonly outcome: 'refused'; readonly code: string; readonly reason: string }
  /** It was sent, and no answer says what became of it; or, after such a one, it was not sent. */
  | { readonly row: number; readonly outcome: 'in-doubt' | 'not-sent' };

export interface SentRows {
  /** In the order of rows. */
  readonly outcomes: readonly RowOutcome[];
  /** What stopped it, where it is not about a row. The file can be run again. */
  readonly failure?: unknown;
}

async function sendRow(
  { client, as }: SigningClient,
  { after, record, row, stands }: PlannedRow,
): Promise<RowOutcome> {
  if (stands) return { row, outcome: 'already-stated' };
  // One record a batch, with an id made of its content: a row that stays as it is can never be stated twice,
  // whatever is added, removed or sorted around it.
  const jti = after === undefined ? {} : { jti: restatementId([record], [after]) };
  const batch = await client.signBatch([record], { as, ...jti });
  try {
    const receipt = await client.deliver(batch);
    return { row, outcome: 'stated', record: `${receipt.batch}.0` };
  } catch (error) {
    // What a proxy answers is not about the row.
    if (!(error instanceof ProblemError) || mayPass(error) || error.code.startsWith('http_')) throw error;
    if (error.code === 'jti_conflict') return { row, outcome: 'already-stated' };
    const [first] = error.errors;
    return { row, outcome: 'refused', code: error.code, reason: first?.reason ?? error.message };
  }
}

/**
 * Sends every row. The first failure that is not about its row stops it, and so does `signal`: what is under way still ends.
 */
export async function sendRows(
  signing: SigningClient,
  rows: AsyncIterable<PlannedRow>,
  { onProgress, signal }: { readonly onProgress: (done: number) => void; readonly signal: AbortSignal },
): Promise<SentRows> {
  const outcomes: RowOutcome[] = [];
  const failures: unknown[] = [];
  const send = async (row: PlannedRow): Promise<RowOutcome> => {
    if (failures.length > 0 || signal.aborted) return { row: row.row, outcome: 'not-sent' };
    try {
      return await sendRow(signing, row);
    } catch (error) {
      failures.push(error);
      return { row: row.row, outcome: 'in-doubt' };
    }
  };
  await sendInLanes(rows, signing.as, async (row) => {
    outcomes.push(await send(row));
    onProgress(outcomes.length);
  }).catch((error: unknown) => failures.push(error));
  if (signal.aborted) failures.push(new CliFailure('stopped', { code: 'aborted' }));
  outcomes.sort((a, b) => a.row - b.row);
  return failures.length === 0 ? { outcomes } : { outcomes, failure: failures[0] };
}
