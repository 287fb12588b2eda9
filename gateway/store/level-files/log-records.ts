import { maskedCrc } from './masked-crc.js';
import { OutOfForm } from './byte-reader.js';

const blockBytes = 32 * 1024;
const headerBytes = 7;
const [full, first, middle, last] = [1, 2, 3, 4];

/**
 * The records of a file in LevelDB's log format (doc/log_format.md): its manifest is one. As for LevelDB, one that is cut short at the end is none, for
 * its writer may have been killed. Throws OutOfForm at the first fragment that is wrong.
 */
export function logRecords(file: Buffer): Buffer[] {
  const records: Buffer[] = [];
  let open: Buffer[] | undefined;
  for (let at = 0; at + headerBytes <= file.length;) {
    const left = blockBytes - (at % blockBytes);
    if (left < headerBytes) {
      at += left;
      continue;
    }
    const length = file.readUInt16LE(at + 4);
    const end = at + headerBytes + length;
    if (headerBytes + length > left) throw new OutOfForm(`the record at ${at} is longer than its block`);
    if (end > file.length) break;
    if (file.readUInt32LE(at) !== maskedCrc(file.subarray(at + 6, end)))
      throw new OutOfForm(`the record at ${at} has a wrong checksum`);
    const type = file[at + 6];
    const fragment = file.subarray(at + headerBytes, end);
    if (type === full || type === first) {
      if (open !== undefined) throw new OutOfForm(`the record before ${at} has no end`);
      if (type === full) records.push(fragment);
      else open = [fragment];
    } else if ((type === middle || type === last) && open !== undefined) {
      open.push(fragment);
      if (type === last) {
        records.push(Buffer.concat(open));
        open = undefined;
      }
    } else {
      throw new OutOfForm(`the record at ${at} has no beginning`);
    }
    at = end;
  }
  return records;
}
