import { ClientError, ProblemError } from '../../client/index.js';
import type { SigningClient } from '../signing.js';
import type { CsvRow } from './rows.js';

export type RowOutcome =
  | { readonly row: number; readonly outcome: 'stated'; readonly record: string }
  /** An earlier run stated the very same record. */
  | { readonly row: number; readonly outcome: 'already-stated' }
  | { readonly row: number; readonly outcome: 'refused'; readonly code: string; readonly reason: string };

const atOnce = 8;

async function sendRow({ client, as }: SigningClient, { row, record }: CsvRow): Promise<RowOutcome> {
  // One record a batch, with an id made of its content: a row that stays as it is can never be stated twice,
  // whatever is added, removed or sorted around it.
  const batch = await client.signBatch([record], { as });
  try {
    const receipt = await client.deliver(batch);
    return { row, outcome: 'stated', record: `${receipt.batch}.0` };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    if (error.code === 'jti_conflict') return { row, outcome: 'already-stated' };
    const [first] = error.errors;
    return { row, outcome: 'refused', code: error.code, reason: first?.reason ?? error.message };
  }
}

/** Sends every row, some at a time. Outcomes come in the order of rows. Throws ClientError: run it again then. */
export async function sendRows(
  signing: SigningClient,
  rows: readonly CsvRow[],
  onProgress: (done: number) => void,
): Promise<readonly RowOutcome[]> {
  const outcomes: RowOutcome[] = [];
  let next = 0;
  let done = 0;
  let failure: ClientError | undefined;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < rows.length && failure === undefined; i = next++) {
      try {
        outcomes[i] = await sendRow(signing, rows[i] as CsvRow);
      } catch (error) {
        if (!(error instanceof ClientError)) throw error;
        failure ??= error;
      }
      onProgress(++done);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  if (failure) throw failure;
  return outcomes;
}
