import pMap from 'p-map';
import { mayPass, ProblemError } from '../../../../sdk/client/index.js';
import type { SigningClient } from '../../../frame/signing.js';
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
 * Sends every row, some at a time. Outcomes come in the order of rows. The first failure that is not about its row
 * stops it all and is thrown: the file can be run again.
 */
export async function sendRows(
  signing: SigningClient,
  rows: readonly CsvRow[],
  onProgress: (done: number) => void,
): Promise<readonly RowOutcome[]> {
  let done = 0;
  const send = async (row: CsvRow): Promise<RowOutcome> => {
    const outcome = await sendRow(signing, row);
    onProgress((done += 1));
    return outcome;
  };
  return pMap(rows, send, { concurrency: batchesAtOnce });
}
