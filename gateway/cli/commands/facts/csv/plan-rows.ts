import { contentId } from '../../../../sdk/client/index.js';
import type { Todo } from '../batch/todo.js';
import type { CheckedFile, CsvRow } from './check-rows.js';

export interface PlannedRow extends CsvRow {
  /** It was stated before, by an earlier run or an earlier row. */
  readonly stands: boolean;
  /** Of a row that is stated again, the record that said it before. */
  readonly after?: string | undefined;
}

/** What the rows of a file say, each content once. */
export async function contentsOf(file: CheckedFile): Promise<ReadonlySet<string>> {
  const contents = new Set<string>();
  for await (const { record } of file.records()) contents.add(contentId([record]));
  return contents;
}

/** Rows, with what is to be done with each. Without a list of what is to be done, that is all of them. */
export async function* plannedRows(file: CheckedFile, todo: Todo | undefined): AsyncGenerator<PlannedRow> {
  const left = new Map(todo);
  for await (const row of file.records()) {
    if (todo === undefined) {
      yield { ...row, stands: false };
      continue;
    }
    const content = contentId([row.record]);
    const after = left.get(content);
    yield { ...row, stands: !left.delete(content), after };
  }
}
