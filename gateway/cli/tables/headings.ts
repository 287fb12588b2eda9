import { malformed } from './malformed.js';

/** As many as a spreadsheet has. */
export const columnsMax = 16_384;

/**
 * Headings as messages and maps name them: without what no eye sees, which could hide one in another or write to a terminal, and each
 * once. Of those that stand there twice neither can be meant by that name alone: they are numbered, `Date (1)` and `Date (2)`.
 * Throws CliFailure `csv_malformed`.
 */
export function headingsOf(name: string, cells: readonly string[]): readonly string[] {
  if (cells.length > columnsMax) throw malformed(name, `more than ${columnsMax} columns`);
  const written = cells.map((cell) =>
    cell
      .replace(/\p{Cf}/gu, '')
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim(),
  );
  const times = new Map<string, number>();
  for (const heading of written) times.set(heading, (times.get(heading) ?? 0) + 1);
  const taken = new Set(written);
  const last = new Map<string, number>();
  return written.map((heading) => {
    if (heading === '' || times.get(heading) === 1) return heading;
    let number = (last.get(heading) ?? 0) + 1;
    while (taken.has(`${heading} (${number})`)) number += 1;
    last.set(heading, number);
    return `${heading} (${number})`;
  });
}
