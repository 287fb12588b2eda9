import {
  createHash,
  createPrivateKey,
  generateKeyPairSync,
  sign,
  type JsonWebKey,
  type KeyObject,
} from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface WriteLine {
  key: string;
  value: string;
}
/** A block of an export with the writes of its valid transactions; values are text. */
export interface ExportedBlock {
  transactions: { time: number; tx: number; txId: string; writes: WriteLine[] }[];
}

interface StoredWrite {
  digest: string;
  key: string;
  length: number;
  value?: string;
}
interface StoredTransaction {
  code: string;
  time: number;
  txId: string;
  writes: StoredWrite[];
  [member: string]: unknown;
}
interface Line {
  block: string;
  n: number;
  values: string[];
}
interface Anchor {
  organisations: { mspId: string; key: { x: string } }[];
}

/** Directory of the organisations' keys, by the export that `exportLines` has read: who makes one up may be who holds them. */
const keyDirs = new Map<string, string>();

const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Lines of an export without its last one. */
export async function exportLines(path: string): Promise<string[]> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n').slice(0, -1);
  keyDirs.set(anchorOf(lines), join(dirname(path), 'orgs'));
  return lines;
}

/** The blocks behind the head. */
export const blocksIn = (lines: readonly string[]): ExportedBlock[] => lines.slice(1).map(blockOf);

/** The line of the block that writes a key which begins so. */
export const lineWriting = (lines: readonly string[], key: string): number =>
  1 +
  blocksIn(lines).findIndex((block) =>
    block.transactions.some(({ writes }) => writes.some((write) => write.key.startsWith(key))),
  );

/** Without new hashes and signatures: for those, see `ended`. */
export function withBlock(line: string, change: (block: ExportedBlock) => void): string {
  const block = blockOf(line);
  change(block);
  const { header, stored } = read(line);
  const values: string[] = [];
  const transactions: StoredTransaction[] = [];
  const empty = {
    args: [],
    caller: { admin: false, mspId: '' },
    name: '',
    ranges: [],
    reads: [],
    result: '',
  };
  for (const { time, tx, txId, writes } of block.transactions) {
    while (transactions.length < tx)
      transactions.push({ ...empty, code: 'MVCC_READ_CONFLICT', time: 0, txId: '', writes: [] });
    transactions.push({
      ...(stored[tx] ?? empty),
      ...{ code: 'VALID', time, txId },
      writes: writes.map(({ key, value }) => {
        const bytes = Buffer.from(value);
        if (bytes.length > 256) values.push(bytes.toString('base64'));
        const inline = bytes.length > 256 ? {} : { value: bytes.toString('base64url') };
        return { digest: sha256(bytes), key, length: bytes.length, ...inline };
      }),
    });
  }
  const data = transactions.map((one) => `${JSON.stringify(one)}\n`).join('');
  return lineOf({ ...header, dataHash: sha256(data) }, [], data, values);
}

/** With other writes in each transaction; values are given and taken as text. */
export function rewritten(
  lines: readonly string[],
  change: (writes: readonly WriteLine[]) => readonly WriteLine[],
): string[] {
  return lines.map((line, i) =>
    i === 0
      ? line
      : withBlock(line, ({ transactions }) => {
          for (const transaction of transactions) transaction.writes = [...change(transaction.writes)];
        }),
  );
}

/** With one more block, of these transactions. */
export const withOneMore = (lines: readonly string[], more: ExportedBlock): string[] => [
  ...lines,
  withBlock(lines.at(-1) as string, (block) => {
    block.transactions = more.transactions;
  }),
];

/**
 * Chained and signed anew, with a new last line, as somebody would who wants altered lines to look whole, and who even holds
 * the organisations' keys.
 */
export function ended(lines: readonly string[]): string[] {
  const anchor = anchorOf(lines);
  return chained(lines, anchor, keysOf(anchor));
}

/** The same by somebody who has no key of any organisation, and so signs with `count` keys of their own. */
export function signedByOthers(lines: readonly string[], count = 1): string[] {
  const pairs = Array.from({ length: count }, () => generateKeyPairSync('ec', { namedCurve: 'P-256' }));
  const anchor = JSON.parse(anchorOf(lines)) as Anchor;
  const { crv, kty, x, y } = pairs[0]?.publicKey.export({ format: 'jwk' }) ?? {};
  const organisations = count === 0 ? [] : [{ mspId: 'OtherMSP', key: { crv, kty, x, y } }];
  const text = `${JSON.stringify({ ...anchor, organisations }, undefined, 2)}\n`;
  const head = JSON.parse(lines[0] as string) as { blocks: object };
  const other = JSON.stringify({ ...head, blocks: { ...head.blocks, anchor: text } });
  const keys = pairs.map(({ privateKey }) => ({ mspId: 'OtherMSP', key: privateKey }));
  return chained([other, ...lines.slice(1)], text, keys);
}

function chained(
  lines: readonly string[],
  anchor: string,
  keys: readonly { mspId: string; key: KeyObject }[],
): string[] {
  let previousHash = sha256(anchor);
  const [head = '', ...blocks] = lines;
  const made = blocks.map((line, number) => {
    const { data, header, values } = read(line);
    const next = { ...header, number, previousHash };
    const bytes = headerBytes(next);
    previousHash = sha256(bytes);
    const signatures = keys.map(({ key, mspId }) => ({
      mspId,
      signature: sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url'),
    }));
    return lineOf(next, signatures, data, values);
  });
  return closed([head, ...made]);
}

/** With a new last line only. */
export function closed(lines: readonly string[]): string[] {
  const all = sha256(lines.map((line) => `${line}\n`).join(''));
  return [...lines, JSON.stringify({ blocks: lines.length - 1, sha256: all })];
}

interface Header {
  dataHash: string;
  number: number;
  previousHash: string;
}

const headerBytes = ({ dataHash, number, previousHash }: Header): Buffer =>
  Buffer.from(JSON.stringify({ dataHash, number, previousHash }));

function lineOf(header: Header, signatures: readonly object[], data: string, values: string[]): string {
  const block = Buffer.from(`${headerBytes(header).toString()}\n${JSON.stringify(signatures)}\n${data}`);
  return JSON.stringify({ block: block.toString('base64'), n: header.number, values } satisfies Line);
}

function read(line: string) {
  const { block, values } = JSON.parse(line) as Line;
  const [header = '', , ...rest] = Buffer.from(block, 'base64').toString().split('\n');
  const data = rest.join('\n');
  const stored = rest.slice(0, -1).map((one) => JSON.parse(one) as StoredTransaction);
  return { header: JSON.parse(header) as Header, data, stored, values };
}

function blockOf(line: string): ExportedBlock {
  const { stored, values } = read(line);
  const beside = [...values];
  const transactions = stored.flatMap(({ code, time, txId, writes }, tx) => {
    if (code !== 'VALID') return [];
    const texts = writes.map(({ key, value }) => ({
      key,
      value:
        value === undefined
          ? Buffer.from(beside.shift() as string, 'base64').toString()
          : Buffer.from(value, 'base64url').toString(),
    }));
    return [{ time, tx, txId, writes: texts }];
  });
  return { transactions };
}

const anchorOf = ([head = '']: readonly string[]): string =>
  (JSON.parse(head) as { blocks: { anchor: string } }).blocks.anchor;

function keysOf(anchor: string) {
  const { organisations } = JSON.parse(anchor) as Anchor;
  const dir = keyDirs.get(anchor) as string;
  const held = readdirSync(dir).map(
    (org) => JSON.parse(readFileSync(join(dir, org, 'sign.jwk.json'), 'utf8')) as JsonWebKey,
  );
  return organisations.map(({ mspId, key }) => {
    const jwk = held.find(({ x }) => x === key.x) as JsonWebKey;
    return { mspId, key: createPrivateKey({ key: jwk, format: 'jwk' }) };
  });
}
