import type { CallOptions, Caller } from './caller.js';
import { ClientError } from './errors.js';

interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** The items of a list, asking for each next page only once the items before it have been taken. */
export async function* items<T>(
  caller: Caller,
  path: string,
  options: CallOptions = {},
): AsyncGenerator<T, void, undefined> {
  for (let cursor: string | null = ''; cursor !== null;) {
    const query: string =
      cursor === '' ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
    const { value }: { value: Page<T> } = await caller.get<Page<T>>(`${path}${query}`, options);
    if (!Array.isArray(value.items)) throw new ClientError('answer_malformed', 'a list without items');
    yield* value.items;
    // A list that points back at its own page would never end.
    if (value.next === cursor) throw new ClientError('answer_malformed', 'a list that does not go on');
    cursor = value.next;
  }
}
