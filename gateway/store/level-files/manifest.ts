import { ByteReader, OutOfForm } from './byte-reader.js';
import { logRecords } from './log-records.js';

/** Which tables a level database consists of: bytes of each, by its number. */
export type LiveTables = ReadonlyMap<number, number>;

/** What a database consists of, besides its manifest. */
export interface LiveFiles {
  readonly tables: LiveTables;
  /** Logs from this number on hold what is in no table yet. */
  readonly firstLog: number;
}

/**
 * Reads a manifest: a log of version edits (db/version_edit.cc), each of which adds and removes tables, and may move the
 * first log on. Throws OutOfForm.
 */
export function liveFiles(manifest: Buffer): LiveFiles {
  const tables = new Map<number, number>();
  let firstLog = 0;
  for (const record of logRecords(manifest)) {
    const edit: Edit = { removed: [], added: [], firstLog };
    for (const reader = new ByteReader(record); !reader.ended;) readField(reader, edit);
    for (const number of edit.removed) tables.delete(number);
    for (const [number, bytes] of edit.added) tables.set(number, bytes);
    firstLog = edit.firstLog;
  }
  return { tables, firstLog };
}

interface Edit {
  readonly removed: number[];
  readonly added: [number, number][];
  firstLog: number;
}

function readField(reader: ByteReader, edit: Edit): void {
  const tag = reader.varint();
  switch (tag) {
    case 1: // comparator
      reader.slice();
      return;
    case 2:
      edit.firstLog = reader.varint();
      return;
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
      edit.removed.push(reader.varint());
      return;
    case 7: {
      reader.varint();
      edit.added.push([reader.varint(), reader.varint()]);
      reader.slice(); // smallest key
      reader.slice(); // largest key
      return;
    }
    default:
      throw new OutOfForm(`an edit has the unknown field ${tag}`);
  }
}
