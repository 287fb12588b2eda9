import { contentId, type Client } from '../../../../sdk/client/index.js';
import { todoOf, type LeftAlone, type Todo, type TodoOptions } from '../batch/todo.js';
import type { CheckedFile, CsvRow } from './check-rows.js';

export interface PlannedRow extends CsvRow {
  /** It was stated before, by an earlier run or an earlier row. */
  readonly stands: boolean;
  /** Of a row that is stated again, the record that said it before. */
  readonly after?: string | undefined;
}

/** What of a file is to be stated, and what is left alone. */
export interface Plan {
  readonly todo: Todo;
  readonly leftAlone: LeftAlone & { readonly repeated: number };
}

/** Throws ProblemError, ClientError. */
export async function planOf(
  file: CheckedFile,
  client: Pick<Client, 'get' | 'stated'>,
  options: TodoOptions,
): Promise<Plan> {
  const contents = new Set<string>();
  for await (const { record } of file.records()) contents.add(contentId([record]));
  const { leftAlone, todo } = await todoOf(contents, client, options);
  return { todo, leftAlone: { ...leftAlone, repeated: file.rows - contents.size } };
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
