import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Level } from 'level';

const filesUnder = (dir: string): string[] =>
  readdirSync(dir, { recursive: true })
    .map((name) => join(dir, String(name)))
    .filter((path) => statSync(path).isFile());

/** Keys and values of every store under a directory, and every file's raw bytes beside them: stores compress theirs. */
export async function textUnder(dir: string): Promise<string> {
  const files = filesUnder(dir);
  const parts: Uint8Array[] = files.map((path) => readFileSync(path));
  for (const store of files.filter((path) => path.endsWith('CURRENT')).map((path) => join(path, '..'))) {
    const level = new Level<Buffer, Buffer>(store, { keyEncoding: 'buffer', valueEncoding: 'buffer' });
    for await (const [key, value] of level.iterator()) parts.push(key, value, Buffer.from('\n'));
    await level.close();
  }
  return Buffer.concat(parts).toString('latin1');
}

/** Those of the ids (32 hex digits) that stand anywhere in the text. */
export function idsIn(text: string, ids: readonly string[]): string[] {
  const wanted = new Set(ids);
  const seen = new Set<string>();
  // A longer run of hex digits is looked at in every position.
  for (const [run] of text.matchAll(/[0-9a-f]{32,}/g)) {
    for (let at = 0; at + 32 <= run.length; at += 1) {
      const id = run.slice(at, at + 32);
      if (wanted.has(id)) seen.add(id);
    }
  }
  return [...seen];
}

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Those of the texts that stand anywhere in it, in UTF-8. */
export const textsIn = (text: string, texts: readonly string[]): string[] =>
  texts.filter((one) => text.includes(latin1(one)));

/** Those of the five-digit codes that are the whole of a JSON string in it. */
export function codesIn(text: string, codes: readonly string[]): string[] {
  const wanted = new Set(codes);
  return [...new Set([...text.matchAll(/"([0-9]{5})"/g)].map((match) => match[1] as string))].filter((code) =>
    wanted.has(code),
  );
}
