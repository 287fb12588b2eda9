import { ByteReader, OutOfForm } from './byte-reader.js';
import { logRecords } from './log-records.js';

/** Which tables a level database consists of: bytes of each, by its number. */
export type LiveTables = ReadonlyMap<number, number>;

/**
 * Reads a manifest: a log of version edits (db/version_edit.cc), each of which adds and removes tables. Throws OutOfForm.
 */
export function liveTables(manifest: Buffer): LiveTables {
  const tables = new Map<number, number>();
  for (const record of logRecords(manifest)) {
    const removed: number[] = [];
    const added: [number, number][] = [];
    for (const reader = new ByteReader(record); !reader.ended;) readField(reader, removed, added);
    for (const number of removed) tables.delete(number);
    for (const [number, bytes] of added) tables.set(number, bytes);
  }
  return tables;
}

function readField(reader: ByteReader, removed: number[], added: [number, number][]): void {
  const tag = reader.varint();
  switch (tag) {
    case 1: // comparator
      reader.slice();
      return;
    case 2: // log number
    case 3: // next file number
    case 4: // last sequence
    case 9: // previous log number
      reader.varint();
      return;
    case 5: // compaction pointer: level, key
      reader.varint();
      reader.slice();
      return;
    case 6: // removed file: level, number
      reader.varint();
      removed.push(reader.varint());
      return;
    case 7: {
      reader.varint();
      added.push([reader.varint(), reader.varint()]);
      reader.slice(); // smallest key
      reader.slice(); // largest key
      return;
    }
    default:
      throw new OutOfForm(`an edit has the unknown field ${tag}`);
  }
}
