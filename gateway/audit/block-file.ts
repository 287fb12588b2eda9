import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { base64, fromBase64, fromHex, hex } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { SetupError } from '../data-dir/setup-error.js';
import type { CommittedBlock, CommittedTransaction, KeyWrite, LedgerPort } from '../ledger/port.js';

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
    if (height > 0) {
      for await (const block of ledger.blocks(0, signal)) {
        await put(lineOf(block));
        progress(block.number + 1, height);
        if (block.number + 1 >= height) break;
      }
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
  if (!isCount(blocks) || typeof sha256 !== 'string')
    throw new ExportDamaged('the file has no end: it was cut off, or never finished');
  const head = parse<Head>(await firstLine(path), 'line 1');
  const { ledger } = head;
  if (head.export !== 'stl-blocks' || head.v !== 1 || typeof ledger !== 'string')
    throw new ExportDamaged('line 1 is not the head of an export');
  return {
    ledger,
    height: () => Promise.resolve(blocks),
    async *blocks(from, signal) {
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
          held = blockOf(line, number);
        }
        number += 1;
      }
      if (!ended || hash.digest('hex') !== sha256)
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

/** Far above what any ledger puts into a block: a made-up place must not cost the memory of all places before it. */
const transactionsMax = 100_000;

function blockOf(line: string, expected: number): CommittedBlock {
  const where = `line ${expected + 2}`;
  const { block, hash, transactions } = parse<BlockLine>(line, where);
  const bytes = typeof hash === 'string' ? fromHex(hash) : undefined;
  if (block !== expected || bytes?.length !== 32 || !Array.isArray(transactions))
    throw new ExportDamaged(`${where} is not block ${expected}`);
  let next = 0;
  return {
    number: block,
    hash: bytes,
    transactions: transactions.map((value: unknown) => {
      const transaction = transactionOf(value);
      if (transaction === undefined || transaction.tx < next || transaction.tx >= transactionsMax)
        throw new ExportDamaged(`${where}: a transaction has not the form that it must have`);
      next = transaction.tx + 1;
      return transaction;
    }),
  };
}

function transactionOf(value: unknown): CommittedTransaction | undefined {
  const { time, tx, txId, writes } = (value ?? {}) as Partial<BlockLine['transactions'][number]>;
  if (!isCount(time) || !isCount(tx) || typeof txId !== 'string' || !Array.isArray(writes)) return undefined;
  const read = writes.map(writeOf).filter((write) => write !== undefined);
  return read.length === writes.length ? { time, tx, txId, writes: read } : undefined;
}

function writeOf(write: unknown): KeyWrite | undefined {
  const { key, value } = (write ?? {}) as { key?: unknown; value?: unknown };
  const bytes = typeof value === 'string' ? fromBase64(value) : undefined;
  return typeof key === 'string' && bytes !== undefined ? { key, value: bytes } : undefined;
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
