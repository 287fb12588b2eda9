import pMap from 'p-map';
import { mayPass, ProblemError } from '../../../../sdk/client/index.js';
import type { SigningClient } from '../../../frame/signing.js';
import { inLanes } from './lanes.js';
import type { CsvRow } from './rows.js';

export type RowOutcome =
  | { readonly row: number; readonly outcome: 'stated'; readonly record: string }
  /** An earlier run stated the very same record. */
  | { readonly row: number; readonly outcome: 'already-stated' }
  | { readonly row: number; readonly outcome: 'refused'; readonly code: string; readonly reason: string };

const batchesAtOnce = 8;

async function sendRow({ client, as }: SigningClient, { row, record }: CsvRow): Promise<RowOutcome> {
  // One record a batch, with an id made of its content: a row that stays as it is can never be stated twice,
  // whatever is added, removed or sorted around it.
  const batch = await client.signBatch([record], { as });
  try {
    const receipt = await client.deliver(batch);
    return { row, outcome: 'stated', record: `${receipt.batch}.0` };
  } catch (error) {
    if (!(error instanceof ProblemError) || mayPass(error)) throw error;
    if (error.code === 'jti_conflict') return { row, outcome: 'already-stated' };
    const [first] = error.errors;
    return { row, outcome: 'refused', code: error.code, reason: first?.reason ?? error.message };
  }
}

/**
 * Sends every row: lanes side by side, within each one after the other. Outcomes come in the order of rows. The first failure that
 * is not about its row stops it all and is thrown: the file can be run again.
 */
export async function sendRows(
  signing: SigningClient,
  rows: readonly CsvRow[],
  onProgress: (done: number) => void,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  const sendLane = async (lane: readonly CsvRow[]): Promise<void> => {
    for (const row of lane) {
      outcomes.push(await sendRow(signing, row));
      onProgress(outcomes.length);
    }
  };
  await pMap(inLanes(rows, signing.as), sendLane, { concurrency: batchesAtOnce });
  return outcomes.sort((a, b) => a.row - b.row);
}
