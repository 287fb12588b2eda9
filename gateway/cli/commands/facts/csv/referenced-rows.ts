import type { RowReader } from '../../../maps/rows.js';
import type { KnownReferences } from '../../../references/known-references.js';
import type { SourceRow } from '../../../tables/source.js';

/** So many references are asked for at once. */
const asked = 500;

/**
 * Rows, once the platform's gateway was asked for their references. `left`: is told of each whose reference it does not
 * know, which is left out then; where it is not given, that is a mistake of the row as any other.
 */
export async function* referencedRows(
  rows: AsyncIterable<SourceRow> | Iterable<SourceRow>,
  reader: Pick<RowReader, 'referenceIn'>,
  known: KnownReferences,
  left?: (row: number) => void,
): AsyncGenerator<SourceRow> {
  let waiting: { readonly row: SourceRow; readonly reference: string | undefined }[] = [];
  async function* flush(): AsyncGenerator<SourceRow> {
    await known.learn(waiting.flatMap(({ reference }) => reference ?? []));
    for (const { reference, row } of waiting) {
      if (left === undefined || reference === undefined || known.isKnown(reference)) yield row;
      else left(row.number);
    }
    waiting = [];
  }
  for await (const row of rows) {
    waiting.push({ row, reference: reader.referenceIn(row) });
    if (waiting.length === asked) yield* flush();
  }
  yield* flush();
}
