import type { CallOptions, Caller } from './caller.js';
import { ClientError } from '../platform/errors.js';

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
  const seen = new Set<string>();
  for (let cursor: string | null = ''; cursor !== null;) {
    // A list that leads back to an earlier page would never end.
    if (seen.has(cursor)) throw new ClientError('answer_malformed', 'a list that does not go on');
    seen.add(cursor);
    const query: string =
      cursor === '' ? '' : `${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
    const { value }: { value: Page<T> } = await caller.get<Page<T>>(`${path}${query}`, options);
    if (!Array.isArray(value.items)) throw new ClientError('answer_malformed', 'a list without items');
    yield* value.items;
    cursor = value.next;
  }
}
