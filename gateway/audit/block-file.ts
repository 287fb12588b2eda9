import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { base64, fromBase64 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { SetupError } from '../data-dir/setup-error.js';
import { blockReader, blockSigners, type BlockReader } from '../ledger/connect/archived-blocks.js';
import type { BlockFormat, CommittedBlock, LedgerPort } from '../ledger/port.js';

/** The file is not an export, or not a whole one. The message names the line. */
export class ExportDamaged extends Error {
  readonly code = 'export_damaged';
}

interface Head {
  /** How the ledger writes its blocks. */
  readonly blocks: BlockFormat;
  readonly export: 'stl-blocks';
  readonly ledger: string;
  readonly v: 1;
}
interface End {
  readonly blocks: number;
  /** Hex SHA-256 of all lines before, line feeds included. */
  readonly sha256: string;
}
interface BlockLine {
  /** base64, as the ledger keeps it. */
  readonly block: string;
  readonly n: number;
  /** base64; long values that the ledger keeps beside the block. */
  readonly values: readonly string[];
}

/**
 * Writes a ledger's blocks as NDJSON (RFC 8785 lines): a head, a line a block with all that its hash covers, and a last line
 * with their number and hash. Only a whole file has a last line. Gives the number of blocks.
 */
export async function writeBlockFile(
  ledger: Pick<LedgerPort, 'archived' | 'blockFormat' | 'height'>,
  ledgerId: string,
  path: string,
  signal: AbortSignal,
  progress: (done: number, all: number) => void,
): Promise<number> {
  const file = await open(path, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    const put = async (value: object): Promise<void> => {
      const line = `${canonicalText(value)}\n`;
      hash.update(line);
      await file.write(line);
    };
    const height = await ledger.height();
    const blocks = ledger.blockFormat;
    await put({ blocks, export: 'stl-blocks', ledger: ledgerId, v: 1 } satisfies Head);
    let n = 0;
    for await (const { block, values } of ledger.archived(0, height)) {
      signal.throwIfAborted();
      await put({ block: base64(block), n, values: values.map(base64) } satisfies BlockLine);
      n += 1;
      progress(n, height);
    }
    signal.throwIfAborted();
    await file.write(`${canonicalText({ blocks: n, sha256: hash.digest('hex') } satisfies End)}\n`);
    await file.sync();
    return n;
  } finally {
    await file.close();
  }
}

export interface BlockFile extends Pick<LedgerPort, 'blocks' | 'height'> {
  /** Id of the ledger that it says it is. */
  readonly ledger: string;
  /** Keys that every block is signed with; undefined where Fabric's orderers sign. Whose they are is not known here. */
  readonly signers: ReturnType<typeof blockSigners>;
}

/**
 * An export as a ledger to read, from block 0 on each time: every block is held against its hash and the one before. The last line is
 * checked before the last block is given.
 */
export async function openBlockFile(path: string): Promise<BlockFile> {
  const last = await lastLine(path).catch((cause: unknown) => {
    if (cause instanceof ExportDamaged || (cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new SetupError(`${path} cannot be read: it must be a file that "stl export" wrote.`, { cause });
  });
  const { blocks, sha256 } = parse<End>(last, 'the last line');
  if (!isCount(blocks) || typeof sha256 !== 'string')
    throw new ExportDamaged('the file has no end: it was cut off, or never finished');
  const head = parse<Head>(await firstLine(path), 'line 1');
  const { blocks: format, ledger } = head;
  if (head.export !== 'stl-blocks' || head.v !== 1 || typeof ledger !== 'string' || !isFormat(format))
    throw new ExportDamaged('line 1 is not the head of an export');
  // What the head names is checked now, not only once somebody reads.
  await readerOf(format, ledger);
  return {
    ledger,
    signers: blockSigners(format),
    height: () => Promise.resolve(blocks),
    async *blocks(from, signal) {
      const read = await readerOf(format, ledger);
      const hash = createHash('sha256');
      let number = -1;
      let held: CommittedBlock | undefined;
      let ended = false;
      for await (const line of linesOf(path)) {
        if (signal.aborted) return;
        // What stands behind the end was never written by an export, were it only a second end.
        if (ended) throw new ExportDamaged('there are lines after the last one');
        if (number === blocks) {
          ended = line === last;
          if (!ended) break;
          continue;
        }
        hash.update(`${line}\n`);
        if (number >= 0) {
          if (held !== undefined && held.number >= from) yield held;
          held = await blockOf(line, number, read);
        }
        number += 1;
      }
      if (!ended || hash.digest('hex') !== sha256)
        throw new ExportDamaged('the lines are not those that the last line speaks of');
      if (held !== undefined && held.number >= from) yield held;
    },
  };
}

function isFormat(format: unknown): format is BlockFormat {
  const { anchor, chaincode, kind } = (format ?? {}) as Record<string, unknown>;
  return (
    (kind === 'embedded' && typeof anchor === 'string') ||
    (kind === 'fabric' && typeof chaincode === 'string')
  );
}

const readerOf = (format: BlockFormat, ledger: string): Promise<BlockReader> =>
  damageAt('line 1', () => blockReader(format, ledger));

async function blockOf(line: string, expected: number, read: BlockReader): Promise<CommittedBlock> {
  const where = `line ${expected + 2}`;
  const { block, n, values } = parse<BlockLine>(line, where);
  if (n !== expected) throw new ExportDamaged(`${where} is not block ${expected}`);
  const bytes = bytesOf(block);
  const beside = Array.isArray(values) ? values.map(bytesOf) : [undefined];
  if (bytes === undefined || !beside.every((one) => one !== undefined))
    throw new ExportDamaged(`${where} has not the form that it must have`);
  return damageAt(where, () => read(expected, { block: bytes, values: beside }));
}

const bytesOf = (value: unknown): Uint8Array | undefined =>
  typeof value === 'string' ? fromBase64(value) : undefined;

/** Whatever a ledger's own reader stumbles over is damage of the file. */
async function damageAt<T>(where: string, read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    throw new ExportDamaged(`${where}: ${(cause as Error).message}`, { cause });
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

function parse<T extends object>(line: string, where: string): Partial<T> {
  try {
    const value = JSON.parse(line) as unknown;
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Said below.
  }
  throw new ExportDamaged(`${where} is not a JSON object`);
}

const linesOf = (path: string): AsyncIterable<string> =>
  createInterface({ input: createReadStream(path), crlfDelay: Infinity });

async function firstLine(path: string): Promise<string> {
  for await (const line of linesOf(path)) return line;
  throw new ExportDamaged('the file is empty');
}

/** The last line is short; it is read from the end, however long the file. */
async function lastLine(path: string): Promise<string> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 256));
    await file.read(tail, 0, tail.length, size - tail.length);
    const text = tail.toString('utf8');
    if (!text.endsWith('\n')) throw new ExportDamaged('the last line has no end: the file was cut off');
    return text.slice(text.lastIndexOf('\n', text.length - 2) + 1, -1);
  } finally {
    await file.close();
  }
}
