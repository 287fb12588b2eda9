import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';

export interface WriteLine {
  key: string;
  value: string;
}

/** Lines of an export without its last one. */
export async function exportLines(path: string): Promise<string[]> {
  return (await readFile(path, 'utf8')).trimEnd().split('\n').slice(0, -1);
}

/** With a new last line, as somebody would who wants the altered file to look whole. */
export function ended(lines: readonly string[]): string[] {
  const sha256 = createHash('sha256')
    .update(lines.map((line) => `${line}\n`).join(''))
    .digest('hex');
  return [...lines, JSON.stringify({ blocks: lines.length - 1, sha256 })];
}

/** With other writes in each transaction; values are given and taken as text. */
export function rewritten(
  lines: readonly string[],
  change: (writes: readonly WriteLine[]) => readonly WriteLine[],
): string[] {
  const asText = ({ key, value }: WriteLine) => ({ key, value: Buffer.from(value, 'base64').toString() });
  const asBase64 = ({ key, value }: WriteLine) => ({ key, value: Buffer.from(value).toString('base64') });
  return lines.map((line, i) => {
    if (i === 0) return line;
    const block = JSON.parse(line) as { transactions: { writes: readonly WriteLine[] }[] };
    for (const transaction of block.transactions)
      transaction.writes = change(transaction.writes.map(asText)).map(asBase64);
    return JSON.stringify(block);
  });
}
