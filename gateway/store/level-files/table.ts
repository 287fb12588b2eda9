import type { FileHandle } from 'node:fs/promises';
import { uncompress } from 'snappyjs';
import { ByteReader, OutOfForm } from './byte-reader.js';
import { maskedCrc } from './masked-crc.js';

/** Where a block lies in its table. `size`: without its trailer. */
interface Handle {
  readonly offset: number;
  readonly size: number;
}

const footerBytes = 48;
const magic = 0xdb4775248b80fb57n;
/** Type of compression, checksum. */
const trailerBytes = 5;
const readBytes = 1024 * 1024;

/**
 * Checks a whole table (doc/table_format.md): the blocks' own checksums, which level never looks at, and that blocks fill the file without a gap.
 * Throws OutOfForm, saying where, or as the system does. `pace` is told how many bytes were read, and may wait.
 */
export async function checkTable(
  file: FileHandle,
  bytes: number,
  pace: (bytes: number) => Promise<void> | void,
): Promise<void> {
  if ((await file.stat()).size !== bytes) throw new OutOfForm(`it should have ${bytes} bytes`);
  if (bytes < footerBytes) throw new OutOfForm('it is cut short');
  const { metaindex, index } = readFooter(await read(file, bytes - footerBytes, footerBytes));
  const blocks = [
    ...(await handlesIn(file, index, bytes)),
    ...(await handlesIn(file, metaindex, bytes)),
    metaindex,
    index,
  ];
  let at = 0;
  for (const { offset, size } of blocks) {
    if (offset !== at) throw new OutOfForm(`no block begins at ${at}`);
    at += size + trailerBytes;
  }
  if (at !== bytes - footerBytes) throw new OutOfForm(`no block begins at ${at}`);
  for (let next = 0; next < blocks.length;) {
    const start = (blocks[next] as Handle).offset;
    let end = start;
    const group: Handle[] = [];
    for (; next < blocks.length && (group.length === 0 || end - start < readBytes); next += 1) {
      const block = blocks[next] as Handle;
      group.push(block);
      end += block.size + trailerBytes;
    }
    const chunk = await read(file, start, end - start);
    for (const { offset, size } of group) checkBlock(chunk.subarray(offset - start), { offset, size });
    await pace(chunk.length);
  }
}

function readFooter(footer: Buffer): { metaindex: Handle; index: Handle } {
  if (footer.readBigUInt64LE(footerBytes - 8) !== magic)
    throw new OutOfForm('it does not end as a table does');
  const reader = new ByteReader(footer.subarray(0, footerBytes - 8));
  const handles = { metaindex: readHandle(reader), index: readHandle(reader) };
  if (reader.rest().some((byte) => byte !== 0)) throw new OutOfForm('its footer is wrong');
  return handles;
}

const readHandle = (reader: ByteReader): Handle => ({ offset: reader.varint(), size: reader.varint() });

/** The block's entries are handles of other blocks. */
async function handlesIn(file: FileHandle, block: Handle, tableBytes: number): Promise<Handle[]> {
  const stored = block.size + trailerBytes;
  if (block.offset + stored > tableBytes) throw new OutOfForm('its footer is wrong');
  const bytes = await read(file, block.offset, stored);
  checkBlock(bytes, block);
  const contents = uncompressed(bytes.subarray(0, block.size), bytes[block.size]);
  if (contents.length < 4) throw new OutOfForm(`the block at ${block.offset} is cut short`);
  const restarts = contents.readUInt32LE(contents.length - 4);
  const reader = new ByteReader(contents.subarray(0, Math.max(0, contents.length - 4 - 4 * restarts)));
  const handles: Handle[] = [];
  while (!reader.ended) {
    reader.varint(); // bytes of the key that it shares with the one before
    const [keyBytes, valueBytes] = [reader.varint(), reader.varint()];
    reader.take(keyBytes);
    handles.push(readHandle(new ByteReader(reader.take(valueBytes))));
  }
  return handles;
}

function uncompressed(bytes: Buffer, type: number | undefined): Buffer {
  if (type === 0) return bytes;
  if (type === 1) return Buffer.from(uncompress(bytes));
  throw new OutOfForm(`its compression ${type} is unknown`);
}

/** @param bytes begin with the block and its trailer */
function checkBlock(bytes: Buffer, { offset, size }: Handle): void {
  if (bytes.readUInt32LE(size + 1) !== maskedCrc(bytes.subarray(0, size + 1)))
    throw new OutOfForm(`the block at ${offset} has a wrong checksum`);
}

async function read(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
  if (bytesRead < length) throw new OutOfForm(`it ends within the block at ${offset}`);
  return buffer;
}
