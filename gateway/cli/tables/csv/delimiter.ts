import { delimiters, type Delimiter } from '../layout.js';

/** Where a file says itself what parts its cells, in a first line that is none of the table. */
export function saidDelimiter(
  start: string,
): { readonly delimiter: string; readonly length: number } | undefined {
  const [line, delimiter] = /^"? *sep *= *([^\r\n]) *"?[^\S\r\n]*(?:\r\n|\n|\r)/i.exec(start) ?? [];
  return line === undefined || delimiter === undefined ? undefined : { delimiter, length: line.length };
}

/** Of headings such as `a;"b, c";d`, the character that parts most of them. */
export function delimiterOf(start: string): Delimiter {
  const unquoted = start.replace(/"(?:[^"]|"")*"/g, '"');
  const line = unquoted.split(/\r\n|\n|\r/).find((one) => one.trim() !== '') ?? '';
  const times = (delimiter: Delimiter): number => line.split(delimiter).length;
  return delimiters.reduce((best, one) => (times(one) > times(best) ? one : best));
}
