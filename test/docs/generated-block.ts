import { readFileSync, writeFileSync } from 'node:fs';
import { laidOut } from './laid-out.js';

/** A part of a page that is written by code, between `<!-- name:begin -->` and `<!-- name:end -->`. */
export interface GeneratedBlock {
  readonly page: string;
  readonly name: string;
  readonly text: string;
}

/** The block that holds this text, laid out. */
export async function block(page: string, name: string, text: string): Promise<GeneratedBlock> {
  return { page, name, text: `\n${(await laidOut(text, 'markdown')).trimEnd()}\n` };
}

const edges = (name: string) => [`<!-- ${name}:begin -->\n`, `\n<!-- ${name}:end -->`] as const;

/** What the page holds now. Throws Error where the page lacks the markers, or the line between them. */
export function readBlock({ page, name }: GeneratedBlock): string {
  const [begin, end] = edges(name);
  const content = readFileSync(page, 'utf8');
  const from = content.indexOf(begin);
  const to = content.indexOf(end);
  // Two markers with no line between share a line break: what is written there would not be found again.
  if (from < 0 || to < from + begin.length) throw new Error(`${page} has no block ${name}`);
  return content.slice(from + begin.length, to);
}

/** Puts the block in its place. */
export function writeBlock(one: GeneratedBlock): void {
  const [begin, end] = edges(one.name);
  const content = readFileSync(one.page, 'utf8');
  const old = `${begin}${readBlock(one)}${end}`;
  writeFileSync(
    one.page,
    content.replace(old, () => `${begin}${one.text}${end}`),
  );
}
