import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import { readCell } from '../forms/cell.js';
import { CellError } from '../forms/cell-error.js';
import type { Column } from '../forms/columns.js';
import { anyColumnOf } from '../forms/replacement.js';
import { cellReader, plainTimes } from './cell-text.js';
import type { Reading } from './record-map.js';

/** A constant in the form of cells. Throws CellError. */
export function constantText(kind: RecordKind, column: string, text: string, reading: Reading): string {
  return cellReader({ kind, constants: new Map() }, column, reading)(text, new Map());
}

/** Why a column of a kind cannot hold a constant; undefined where it can. */
export function misfit(kind: RecordKind, column: string, text: string, reading: Reading): string | undefined {
  const own = anyColumnOf(kind).find(({ name }) => name === column);
  try {
    const plain = constantText(kind, column, text, reading);
    if (own !== undefined && !hasOwnKind(own)) readCell(own, plain, plainTimes(reading));
    return undefined;
  } catch (error) {
    if (error instanceof CellError) return error.message;
    throw error;
  }
}

/** Which words fit depends on the kind, as those of `event` do. */
const hasOwnKind = ({ name }: Column): boolean => name.startsWith('replacement.');
