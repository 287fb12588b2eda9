import { SetupError } from '../../data-dir/setup-error.js';
import { openStore } from '../../store/open-store.js';
import type { Range, Store } from '../../store/store.js';
import { StoreFailure } from '../../store/store-failure.js';

/** Opens the queue of acknowledged batches, or makes a new one where there never was one. Throws SetupError. */
export async function openJobsDatabase(directory: string): Promise<Store<string>> {
  try {
    return await openStore({ directory, keys: 'utf8', synced: true, create: 'if-absent' });
  } catch (cause) {
    throw unusable(directory, cause);
  }
}

/** Rows that are read at start. Throws SetupError where they are damaged. */
export async function* readable(
  store: Store<string>,
  range: Range<string>,
): AsyncGenerator<readonly [key: string, value: Buffer]> {
  try {
    yield* store.rows(range);
  } catch (cause) {
    throw unusable(store.directory, cause);
  }
}

function unusable(directory: string, cause: unknown): unknown {
  if (!(cause instanceof StoreFailure)) return cause;
  const whatToDo =
    cause.code === 'damaged'
      ? ' Restore it from a backup; or move it away, with the file beside it, and have senders repeat what they sent and ' +
        'have no receipt for.'
      : '';
  return new SetupError(
    `The queue of acknowledged batches in ${directory} cannot be used (${cause.code}): ${cause.detail}.${whatToDo} ` +
      'See docs/runbooks/damaged-store.md.',
    { cause },
  );
}
