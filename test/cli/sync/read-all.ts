import type { SqlTable } from '../../../gateway/cli/sync/sources/sql.js';
import type { SourceRow } from '../../../gateway/cli/tables/source.js';

export interface Answer {
  readonly headings: readonly string[];
  readonly rows: readonly SourceRow[];
  readonly position: string | undefined;
}

/** All that a query gives. */
export async function readAll(table: SqlTable): Promise<Answer> {
  const rows: SourceRow[] = [];
  for await (const row of table.rows()) rows.push(row);
  return { headings: table.headings, rows, position: table.position() };
}
