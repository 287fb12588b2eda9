import type { Command } from 'commander';
import { globals } from './command.js';

/** Prints a command's result: the value as JSON with `--json`, else the text. Results go to standard output. */
export function result(command: Command, value: unknown, text: () => string): void {
  process.stdout.write(`${globals(command).json ? JSON.stringify(value, null, 2) : text()}\n`);
}

/** Notes, progress and questions go to standard error, so that results can be piped. */
export function note(text: string): void {
  process.stderr.write(`${text}\n`);
}

/** Left-aligned columns; the first row is the heading. */
export function table(rows: readonly (readonly string[])[]): string {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
