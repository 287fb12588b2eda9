import type { AnsweredCount } from '../../../chaincode/domain/fold/record-count.js';
import type { CallOptions, Caller } from './caller.js';

const recordsPerQuestion = 500;

/** Asks of any number of records, in the order given. Throws ProblemError, ClientError. */
export async function standing(
  caller: Caller,
  records: readonly string[],
  options: CallOptions = {},
): Promise<readonly AnsweredCount[]> {
  const counts: AnsweredCount[] = [];
  for (let from = 0; from < records.length; from += recordsPerQuestion) {
    const asked = records.slice(from, from + recordsPerQuestion);
    const { value } = await caller.post<{ items: readonly AnsweredCount[] }>(
      '/v1/standing',
      { records: asked },
      options,
    );
    counts.push(...value.items);
  }
  return counts;
}
