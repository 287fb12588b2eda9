/** A mistake in a table. */
export interface TableFinding {
  /** As a spreadsheet shows it. */
  readonly row: number;
  /** Heading, or the column's name where the file has no such heading; undefined for the row as a whole. */
  readonly column?: string | undefined;
  readonly reason: string;
}

const rowsShown = 5;
/** By which a row is known that was counted. */
const rowsKept = 100_000;
/** Where cells of millions of rows are each wrong in another way, the rest is counted. */
const mistakesShown = 1_000;

/** Mistakes of a table of any length: one that repeats is told once with its rows, so that it hides no other. */
export class Findings {
  readonly #unit: 'row' | 'line';
  readonly #byMistake = new Map<
    string,
    { readonly first: number[]; rows: number; readonly seen: Set<number> }
  >();
  #untold = 0;

  /** `unit`: what the numbers are of. */
  constructor(unit: 'row' | 'line' = 'row') {
    this.#unit = unit;
  }

  get empty(): boolean {
    return this.#byMistake.size === 0;
  }

  add({ row, column, reason }: TableFinding): void {
    const mistake = `${column === undefined ? '' : `, column ${column}`}: ${reason}`;
    const known = this.#byMistake.get(mistake);
    if (known === undefined) {
      if (this.#byMistake.size < mistakesShown)
        this.#byMistake.set(mistake, { first: [row], rows: 1, seen: new Set([row]) });
      else this.#untold += 1;
      return;
    }
    // Several records of one row may have one mistake.
    if (known.seen.has(row)) return;
    if (known.seen.size < rowsKept) known.seen.add(row);
    known.rows += 1;
    // An importer meets rows in the order of what they are about.
    if (known.first.length === rowsShown && row > (known.first.at(-1) ?? 0)) return;
    known.first.push(row);
    known.first.sort((a, b) => a - b);
    known.first.splice(rowsShown);
  }

  /** One for each mistake. */
  lines(): string[] {
    const told = [...this.#byMistake].map(([mistake, rows]) => `${this.#unit}${rowsText(rows)}${mistake}`);
    return this.#untold === 0 ? told : [...told, `and ${this.#untold} more mistakes of other kinds`];
  }
}

/** One line for each mistake; one that repeats is told once with its rows. */
export function findingLines(findings: readonly TableFinding[]): string[] {
  const all = new Findings();
  for (const finding of findings) all.add(finding);
  return all.lines();
}

function rowsText({ first, rows }: { readonly first: readonly number[]; readonly rows: number }): string {
  if (rows === 1) return ` ${String(first[0])}`;
  const shown = first.join(', ');
  return rows === first.length ? `s ${shown}` : `s ${shown} and ${rows - first.length} more`;
}
