/** A name may hold anything. What moves a terminal's cursor or turns a line around must not reach who reads it to decide. */
const plain = (line: string): string =>
  line.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}]/gu, (c) => `\\u{${c.codePointAt(0)?.toString(16) ?? ''}}`);

/** A line end inside a line is shown as such, too: a name with one in it would add lines of its own, in our words. */
export const plainLines = (lines: readonly string[]): string => lines.map(plain).join('\n');

/** The same of a text of several lines. */
export const plainText = (text: string): string => plainLines(text.split('\n'));
