/** A row of a table, in the order of its headings. */
export interface SourceRow {
  /** As a spreadsheet shows it, or the number of its line, or of its place in an answer: from 1. */
  readonly number: number;
  /** As many as there are headings; empty where nothing is written. */
  readonly cells: readonly string[];
  /** Positions of cells that cannot be read, which the table tells itself once all its rows were read. */
  readonly unread?: ReadonlySet<number> | undefined;
}

/** A table of any layout, read row by row: memory does not grow with it. */
export interface TableSource {
  /** What messages call it: a file's path, `standard input`, or what a query is of. */
  readonly name: string;
  /** Each once; an empty text for a column without one. */
  readonly headings: readonly string[];
  /** Reads it from its start, each time it is called, where `repeatable`. Throws CliFailure `csv_malformed`, which names the row. */
  rows(): AsyncIterable<SourceRow>;
  /** Whether it can be read more than once: standard input cannot. */
  readonly repeatable: boolean;
}
