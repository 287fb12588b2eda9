import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { base64, fromBase64, fromHex, hex } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { SetupError } from '../data-dir.js';
import type { CommittedBlock, LedgerPort } from '../ledger/port.js';

/** The file is not an export, or not a whole one. The message names the line. */
export class ExportDamaged extends Error {
  readonly code = 'export_damaged';
}

interface Head {
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
  readonly block: number;
  readonly hash: string;
  readonly transactions: readonly {
    readonly time: number;
    readonly tx: number;
    readonly txId: string;
    readonly writes: readonly { readonly key: string; readonly value: string }[];
  }[];
}

/**
 * Writes a ledger's blocks as NDJSON (RFC 8785 lines): a head, a line a block with hash in hex and values in base64, and a
 * last line with their number and hash. Only a whole file has a last line. Gives the number of blocks.
 */
export async function writeBlockFile(
  ledger: Pick<LedgerPort, 'blocks' | 'height'>,
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
    await put({ export: 'stl-blocks', ledger: ledgerId, v: 1 } satisfies Head);
    if (height > 0)
      for await (const block of ledger.blocks(0, signal)) {
        await put(lineOf(block));
        progress(block.number + 1, height);
        if (block.number + 1 >= height) break;
      }
    signal.throwIfAborted();
    await file.write(`${canonicalText({ blocks: height, sha256: hash.digest('hex') } satisfies End)}\n`);
    await file.sync();
    return height;
  } finally {
    await file.close();
  }
}

/** An export as a ledger to read. Its blocks are given once; the last line is checked before the last block is. */
export async function openBlockFile(
  path: string,
): Promise<Pick<LedgerPort, 'blocks' | 'height'> & { readonly ledger: string }> {
  const last = await lastLine(path).catch((cause: unknown) => {
    if (cause instanceof ExportDamaged || (cause as NodeJS.ErrnoException).code === undefined) throw cause;
    throw new SetupError(`${path} cannot be read: it must be a file that "stl export" wrote.`, { cause });
  });
  const { blocks, sha256 } = parse<End>(last, 'the last line');
  if (!Number.isSafeInteger(blocks) || typeof sha256 !== 'string')
    throw new ExportDamaged('the file has no end: it was cut off, or never finished');
  const head = parse<Head>(await firstLine(path), 'line 1');
  if (head.export !== 'stl-blocks' || head.v !== 1)
    throw new ExportDamaged('line 1 is not the head of an export');
  return {
    ledger: head.ledger,
    height: () => Promise.resolve(blocks),
    async *blocks(from, signal) {
      const hash = createHash('sha256');
      let number = -1;
      let held: CommittedBlock | undefined;
      for await (const line of linesOf(path)) {
        if (signal.aborted) return;
        if (number === blocks) break;
        hash.update(`${line}\n`);
        if (number >= 0) {
          if (held !== undefined && held.number >= from) yield held;
          held = blockOf(line, number);
        }
        number += 1;
      }
      if (number !== blocks || hash.digest('hex') !== sha256)
        throw new ExportDamaged('the lines are not those that the last line speaks of');
      if (held !== undefined && held.number >= from) yield held;
    },
  };
}

const lineOf = ({ number, hash, transactions }: CommittedBlock): BlockLine => ({
  block: number,
  hash: hex(hash),
  transactions: transactions.map(({ time, tx, txId, writes }) => ({
    time,
    tx,
    txId,
    writes: writes.map(({ key, value }) => ({ key, value: base64(value) })),
  })),
});

function blockOf(line: string, expected: number): CommittedBlock {
  const where = `line ${expected + 2}`;
  const { block, hash, transactions } = parse<BlockLine>(line, where);
  const bytes = typeof hash === 'string' ? fromHex(hash) : undefined;
  if (block !== expected || bytes === undefined || !isList(transactions))
    throw new ExportDamaged(`${where} is not block ${expected}`);
  return {
    number: block,
    hash: bytes,
    transactions: transactions.map(({ writes, ...rest }) => ({
      ...rest,
      writes: writes.map(({ key, value }) => {
        const decoded = fromBase64(value);
        if (decoded === undefined) throw new ExportDamaged(`${where}: a value is not base64`);
        return { key, value: decoded };
      }),
    })),
  };
}

function parse<T>(line: string, where: string): T {
  try {
    return JSON.parse(line) as T;
  } catch (cause) {
    throw new ExportDamaged(`${where} is not JSON`, { cause });
  }
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
    const text = tail.toString('utf8').trimEnd();
    return text.slice(text.lastIndexOf('\n') + 1);
  } finally {
    await file.close();
  }
}

const isList = (value: unknown): boolean => Array.isArray(value);
