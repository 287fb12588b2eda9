/** A mistake in a table. */
export interface TableFinding {
  /** As a spreadsheet shows it. */
  readonly row: number;
  /** Heading, or the column's name where the file has no such heading; undefined for the row as a whole. */
  readonly column?: string | undefined;
  readonly reason: string;
}

const rowsShown = 5;

/** One line for each mistake; one that repeats is told once with its rows, so that it hides no other. */
export function findingLines(findings: readonly TableFinding[]): string[] {
  const rowsOf = new Map<string, number[]>();
  for (const { row, column, reason } of findings) {
    const mistake = `${column === undefined ? '' : `, column ${column}`}: ${reason}`;
    const rows = rowsOf.get(mistake);
    if (rows === undefined) rowsOf.set(mistake, [row]);
    else rows.push(row);
  }
  return [...rowsOf].map(([mistake, rows]) => `${rowsText(rows)}${mistake}`);
}

function rowsText(rows: readonly number[]): string {
  if (rows.length === 1) return `row ${String(rows[0])}`;
  const shown = rows.slice(0, rowsShown).join(', ');
  return rows.length <= rowsShown ? `rows ${shown}` : `rows ${shown} and ${rows.length - rowsShown} more`;
}
