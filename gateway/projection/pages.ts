import { entryAt, lengthOf } from '../../chaincode/domain/fold/list.js';
import type { FoldState } from '../../chaincode/domain/fold/state.js';
import type { Page } from './port.js';

/** The index a cursor stands for: what comes next. A cursor this program did not make reads from the start. */
export function fromCursor(cursor: string | undefined): number {
  return cursor !== undefined && /^(0|[1-9][0-9]{0,14})$/.test(cursor) ? Number(cursor) : 0;
}

/** A page of a list, in order of entry. Entries that `read` knows nothing of are left out. */
export function pageOfList<E, T>(
  state: Pick<FoldState, 'get'>,
  list: string,
  cursor: string | undefined,
  limit: number,
  read: (entry: E) => T | undefined,
): Page<T> {
  const length = lengthOf(state, list);
  const from = fromCursor(cursor);
  const to = Math.min(length, from + limit);
  return { items: entriesOf(state, list, from, to, read), next: to < length ? String(to) : null };
}

/** A page of a list, the newest entry first. The cursor is the number of entries that are still to come. */
export function pageFromEnd<E, T>(
  state: Pick<FoldState, 'get'>,
  list: string,
  cursor: string | undefined,
  limit: number,
  read: (entry: E) => T | undefined,
): Page<T> {
  const length = lengthOf(state, list);
  const end = cursor === undefined ? length : Math.min(length, fromCursor(cursor));
  const from = Math.max(0, end - limit);
  return { items: entriesOf(state, list, from, end, read).reverse(), next: from > 0 ? String(from) : null };
}

function entriesOf<E, T>(
  state: Pick<FoldState, 'get'>,
  list: string,
  from: number,
  to: number,
  read: (entry: E) => T | undefined,
): T[] {
  const items: T[] = [];
  for (let index = from; index < to; index++) {
    const item = read(entryAt<E>(state, list, index) as E);
    if (item !== undefined) items.push(item);
  }
  return items;
}
