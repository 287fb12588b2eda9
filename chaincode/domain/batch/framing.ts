import { text } from '../bytes.js';
import { Refusal, type Defect } from '../errors.js';
import { limits } from './format.js';

const lineFeed = 0x0a;

export interface Frame {
  /** Line 1 and the record lines, without their line feeds. */
  readonly lines: readonly string[];
  /** Where line i starts; its line feed is at `starts[i + 1] - 1`. */
  readonly starts: readonly number[];
}

const bad = (reason: string, line?: number): Defect => ({
  code: 'batch_framing',
  reason,
  ...(line === undefined ? {} : { line }),
});

function lineStarts(bytes: Uint8Array): number[] {
  const starts = [0];
  for (let at = bytes.indexOf(lineFeed); at >= 0; at = bytes.indexOf(lineFeed, at + 1)) {
    starts.push(at + 1);
    // Counting stops early: a batch of line feeds alone must not cost two million entries.
    if (starts.length > limits.records + 2)
      throw new Refusal({ code: 'batch_too_large', reason: 'too many records' });
  }
  return starts;
}

function lineDefects(starts: readonly number[]): Defect[] {
  const found: Defect[] = [];
  for (let i = 0; i + 1 < starts.length; i++) {
    const from = starts[i] as number;
    const length = (starts[i + 1] as number) - 1 - from;
    if (length === 0) found.push(bad('empty line', i + 1));
    if (length > limits.lineBytes)
      found.push({ code: 'batch_too_large', reason: 'line is over 8 KiB', line: i + 1 });
  }
  return found;
}

function decode(bytes: Uint8Array, starts: readonly number[]): string {
  try {
    return text(bytes);
  } catch {
    // A line feed is never part of a longer UTF-8 sequence, so the first bad line can be named.
    const line = starts.findIndex((from, i) => {
      try {
        text(bytes.subarray(from, starts[i + 1]));
        return false;
      } catch {
        return true;
      }
    });
    throw new Refusal(bad('not well-formed UTF-8', line + 1));
  }
}

/**
 * Splits a batch into lines: UTF-8 without byte order mark, every line ended by one 0x0A, no 0x0D, no empty
 * line, at least one record. Throws Refusal `batch_framing` or `batch_too_large`.
 */
export function frame(bytes: Uint8Array): Frame {
  if (bytes.length > limits.batchBytes) throw new Refusal({ code: 'batch_too_large', reason: 'over 2 MiB' });
  if (bytes.length === 0) throw new Refusal(bad('no bytes'));
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new Refusal(bad('byte order mark', 1));

  if (bytes.includes(0x0d)) throw new Refusal(bad('carriage return'));
  if (bytes[bytes.length - 1] !== lineFeed) throw new Refusal(bad('last line has no line feed'));
  const starts = lineStarts(bytes);
  const [first, ...rest] = lineDefects(starts);
  if (first) throw new Refusal([first, ...rest]);
  if (starts.length < 3) throw new Refusal(bad('no records'));
  const lines = decode(bytes, starts).split('\n');
  lines.pop();
  return { lines, starts };
}
