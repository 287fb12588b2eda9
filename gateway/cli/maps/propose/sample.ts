import type { SourceRow, TableSource } from '../../tables/source.js';

/** The first rows of a file. */
export interface Sample {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly SourceRow[];
}

const rowsMax = 2000;

/** Reads no further than it looks. Throws CliFailure `csv_malformed`. */
export async function sampleOf(source: TableSource): Promise<Sample> {
  const rows: SourceRow[] = [];
  for await (const row of source.rows()) if (rows.push(row) >= rowsMax) break;
  return { name: source.name, headings: source.headings, rows };
}

/** The filled cells under some headings. */
export function cellsUnder({ headings, rows }: Sample, under: readonly string[]): string[] {
  const places = under.map((heading) => headings.indexOf(heading));
  return rows.flatMap(({ cells }) => places.flatMap((i) => cells[i] || []));
}
