import { canonicalText } from '../../../../../chaincode/domain/canonical.js';
import type { FactRecord } from '../../../../../chaincode/domain/records/index.js';
import { contentId } from '../../../../sdk/client/index.js';
import { charactersPerBatch, recordsPerBatch } from '../../../frame/batch-size.js';
import type { RecordLines } from './record-lines.js';
import type { Todo } from './todo.js';

/** Records of a file that become one batch. */
export interface Chunk {
  readonly records: readonly FactRecord[];
  /** Ids of records that some of them say again. */
  readonly after: readonly string[];
  /** Numbers of the file's first and last line in it. */
  readonly lines: readonly [first: number, last: number];
}

/**
 * Cuts what is to be stated into batches, always at the same places for the same records, so that the ledger knows a batch that a
 * second run sends. A file may grow meanwhile: what was not checked is not taken.
 */
export async function* inChunks(lines: RecordLines, todo: Todo): AsyncGenerator<Chunk> {
  const left = new Map(todo);
  let chunk = begun();
  for await (const { line, record } of lines()) {
    if (left.size === 0) break;
    const id = record === undefined ? '' : contentId([record]);
    if (record === undefined || !left.has(id)) continue;
    const after = left.get(id);
    left.delete(id);
    const size = canonicalText(record).length;
    const isFull = chunk.records.length === recordsPerBatch || chunk.size + size > charactersPerBatch;
    if (isFull && chunk.records.length > 0) {
      yield chunk;
      chunk = begun();
    }
    chunk.records.push(record);
    chunk.size += size;
    if (after !== undefined) chunk.after.push(after);
    chunk.lines = [chunk.lines[0] || line, line];
  }
  if (chunk.records.length > 0) yield chunk;
}

const begun = (): { records: FactRecord[]; after: string[]; lines: [number, number]; size: number } => ({
  records: [],
  after: [],
  lines: [0, 0],
  size: 0,
});
