import { readFileSync, writeFileSync } from 'node:fs';

/** A part of a page that is written by code, between `<!-- name:begin -->` and `<!-- name:end -->`. */
export interface GeneratedBlock {
  readonly page: string;
  readonly name: string;
  readonly text: string;
}

const edges = (name: string) => [`<!-- ${name}:begin -->\n`, `\n<!-- ${name}:end -->`] as const;

/** What the page holds now. Throws Error where the page lacks the markers. */
export function readBlock({ page, name }: GeneratedBlock): string {
  const [begin, end] = edges(name);
  const content = readFileSync(page, 'utf8');
  const from = content.indexOf(begin);
  const to = content.indexOf(end);
  if (from < 0 || to < from) throw new Error(`${page} has no block ${name}`);
  return content.slice(from + begin.length, to);
}

/** Puts the block in its place. */
export function writeBlock(block: GeneratedBlock): void {
  const [begin, end] = edges(block.name);
  const content = readFileSync(block.page, 'utf8');
  const old = `${begin}${readBlock(block)}${end}`;
  writeFileSync(
    block.page,
    content.replace(old, () => `${begin}${block.text}${end}`),
  );
}
