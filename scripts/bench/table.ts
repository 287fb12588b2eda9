import type { Figure } from './measurement.js';

/** Prints figures below one another, the last column as wide as it is. */
export function printTable(rows: readonly Figure[]): void {
  const cells = [
    ['figure', 'median', 'aim', 'limited by'],
    ...rows.map(({ what, value, aim, limit }) => [what, value, aim ?? '', limit]),
  ];
  const widths = [0, 1, 2].map((i) => Math.max(...cells.map((row) => row[i]?.length ?? 0)));
  for (const row of cells)
    console.log(row.map((cell, i) => (i < 3 ? cell.padEnd(widths[i] as number) : cell)).join('  '));
}
