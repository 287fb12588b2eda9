import type { RecordOutlook } from '../../../chaincode/domain/fold/record-outlook.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { CallOptions, Caller } from './caller.js';

/** Asks what would become of records, in the order given. Throws ProblemError, ClientError. */
export async function outlook(
  caller: Caller,
  records: readonly FactRecord[],
  options: CallOptions = {},
): Promise<readonly RecordOutlook[]> {
  return (
    await caller.post<{ items: readonly RecordOutlook[] }>(
      '/v1/outlook',
      { records },
      { ...options, repeatable: true },
    )
  ).value.items;
}
