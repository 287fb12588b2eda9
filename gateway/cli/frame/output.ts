import { once } from 'node:events';
import type { Command } from 'commander';
import { globals } from './command.js';
import { plainText } from './plain.js';

/**
 * Prints a command's result: the value as JSON with `--json`, else the text. Results go to standard output. Whatever a file or a gateway
 * says may be in either, and none of it may steer a terminal.
 */
export function result(command: Command, value: unknown, text: () => string): void {
  process.stdout.write(`${globals(command).json ? JSON.stringify(value, null, 2) : plainText(text())}\n`);
}

/** Prints a list of any length as one JSON array, item by item: the whole would not fit into memory. */
export async function resultItems(items: AsyncIterable<object>): Promise<void> {
  let between = '[';
  for await (const item of items) {
    if (!process.stdout.write(`${between}\n${JSON.stringify(item)}`)) await once(process.stdout, 'drain');
    between = ',';
  }
  process.stdout.write(between === '[' ? '[]\n' : '\n]\n');
}

/** Notes, progress and questions go to standard error, so that results can be piped. */
export function note(text: string): void {
  process.stderr.write(`${plainText(text)}\n`);
}

/** Columns under a heading, the first row. `right`: positions of columns that hold numbers. */
export function table(rows: readonly (readonly string[])[], right: readonly number[] = []): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  const aligned = (cell: string, i: number): string =>
    right.includes(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0);
  return rows.map((row) => row.map(aligned).join('  ').trimEnd()).join('\n');
}

const lineCharacters = 100;

/** Breaks a paragraph into lines that a terminal shows whole. */
export function wrapped(text: string): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > lineCharacters) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line].join('\n');
}

/** Ends the program without a failure when its reader stops early, as `head` does. */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      process.exit();
    });
  }
}
