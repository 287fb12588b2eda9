import { canonicalText } from '../../../../chaincode/domain/canonical.js';
import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { ProblemError, type Receipt } from '../../../sdk/client/index.js';
import type { SigningClient } from '../../frame/signing.js';

export interface Chunk {
  readonly records: readonly FactRecord[];
  /** Number of its first record in the file, from 1. */
  readonly first: number;
}

export type ChunkOutcome = { readonly lines: string } & (
  | { readonly outcome: 'committed'; readonly receipt: Receipt }
  | { readonly outcome: 'queued'; readonly batch: string; readonly job: string }
  | { readonly outcome: 'already-stated' }
);

const recordsPerBatch = 500;
/** Well under the 2 MiB of a batch. Every text of a record is ASCII. */
const charactersPerBatch = 1_500_000;

/** Cuts records into batches, always at the same places for the same records, so that a second run finds them. */
export function inChunks(records: readonly FactRecord[]): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let size = 0;
  records.forEach((record, i) => {
    const length = canonicalText(record).length;
    if (i - from === recordsPerBatch || (i > from && size + length > charactersPerBatch)) {
      chunks.push({ records: records.slice(from, i), first: from + 1 });
      from = i;
      size = 0;
    }
    size += length;
  });
  if (from < records.length) chunks.push({ records: records.slice(from), first: from + 1 });
  return chunks;
}

/** Signs and sends one batch whose id is made of its content. Throws ProblemError, ClientError. */
export async function sendChunk(
  { client, as }: SigningClient,
  { records, first }: Chunk,
  wait: boolean,
): Promise<ChunkOutcome> {
  const lines = `${first}-${first + records.length - 1}`;
  const batch = await client.signBatch(records, { as });
  try {
    if (wait) return { lines, outcome: 'committed', receipt: await client.deliver(batch) };
    const sent = await client.send(batch, { wait: 0 });
    return sent.type === 'receipt'
      ? { lines, outcome: 'committed', receipt: sent.receipt }
      : { lines, outcome: 'queued', batch: batch.id, job: sent.job };
  } catch (error) {
    if (error instanceof ProblemError && error.code === 'jti_conflict')
      return { lines, outcome: 'already-stated' };
    throw error;
  }
}
