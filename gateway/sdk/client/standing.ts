import type { FlagCode } from '../../../chaincode/domain/fold/flag-codes.js';
import type { CallOptions, Caller } from './caller.js';
import { partsOf } from './parts.js';

/** Whether a record counts. Written out, so that partners read it here. */
export type RecordCount =
  | { readonly record: string; readonly counts: true }
  | {
      readonly record: string;
      readonly counts: false;
      /** docs/standing.md says what each means. */
      readonly flag: FlagCode;
      /** The record that decided, where one did. */
      readonly by?: string;
      /** False where the flag can end by what others state later. */
      readonly final: boolean;
    }
  /** It is not on the ledger, or not for the caller. */
  | { readonly record: string; readonly counts: null };

const recordsPerQuestion = 500;

/** Asks of any number of records, in the order given. Throws ProblemError, ClientError. */
export async function standing(
  caller: Caller,
  records: readonly string[],
  options: CallOptions = {},
): Promise<readonly RecordCount[]> {
  const counts: RecordCount[] = [];
  for (const asked of partsOf(records, recordsPerQuestion)) {
    const { value } = await caller.post<{ items: readonly RecordCount[] }>(
      '/v1/standing',
      { records: asked },
      options,
    );
    counts.push(...value.items);
  }
  return counts;
}
