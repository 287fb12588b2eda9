import { LRUCache } from 'lru-cache';
import { text } from '../../chaincode/domain/bytes.js';
import type { BatchDoc } from '../../chaincode/domain/fold/batch-doc.js';
import { type StatedRecord, keys, load } from '../../chaincode/domain/fold/state.js';
import type { Value } from '../../chaincode/domain/fold/state.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';

/** Batches whose lines were looked up last: a page of records often lies in a few. */
const batchesKeptMax = 16;

/** `<batch id>.<index>`, spelled in one way only: `.-1` must not reach the signature's line, nor `.00` a record. */
const recordId = /^([A-Za-z0-9_-]{43})\.(0|[1-9][0-9]{0,3})$/;

interface Lines {
  readonly bytes: Uint8Array;
  /** Offset of each line's first byte. */
  readonly starts: readonly number[];
}

interface Source {
  get(key: string): Value | undefined;
  text(batch: string): Uint8Array | undefined;
}

/** Reads single records out of the texts of batches. */
export class BatchRecords {
  readonly #lines = new LRUCache<string, Lines>({ max: batchesKeptMax });

  /** A record of a folded batch; undefined for an unknown id and for a batch that was refused. */
  read(source: Source, id: string): StatedRecord | undefined {
    const [, batch, index] = recordId.exec(id) ?? [];
    if (batch === undefined) return undefined;
    const line = Number(index);
    const doc = load<BatchDoc>(source, keys.batch(batch));
    if (doc === undefined || doc.refused !== undefined || !(line < doc.n)) return undefined;
    const lines = this.#lines.get(batch) ?? this.#split(source, batch);
    if (lines === undefined) return undefined;
    // Line 1 is the signature.
    const bytes = lines.bytes.subarray(lines.starts[line + 1], (lines.starts[line + 2] ?? 0) - 1);
    return {
      id,
      place: [doc.block, doc.tx, doc.index, line],
      record: JSON.parse(text(bytes)) as FactRecord,
      speaker: doc.speaker,
      time: doc.time,
    };
  }

  #split(source: Source, batch: string): Lines | undefined {
    const bytes = source.text(batch);
    if (bytes === undefined) return undefined;
    const starts = [0];
    for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) starts.push(at + 1);
    const lines = { bytes, starts };
    this.#lines.set(batch, lines);
    return lines;
  }
}
