import { access, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Level } from 'level';
import { SetupError } from '../../data-dir/setup-error.js';

/**
 * Opens the queue of acknowledged batches, or makes a new one where there is none. Throws SetupError.
 * Level's own default deletes every table when its file CURRENT is gone: what was acknowledged would be lost in silence.
 */
export async function openJobsDatabase(path: string): Promise<Level<string, Uint8Array>> {
  const broken = (reason: string, cause: unknown): SetupError => unusable(path, reason, cause);
  const files = await readdir(path).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw broken('cannot be read', error);
  });
  const isNew = files.every((name) => name === 'LOCK' || name.startsWith('LOG'));
  if (!isNew) {
    await access(join(path, 'CURRENT')).catch((cause: unknown) => {
      throw broken('has lost its file CURRENT', cause);
    });
  }
  const db = new Level<string, Uint8Array>(path, { valueEncoding: 'view', createIfMissing: isNew });
  try {
    await db.open();
    return db;
  } catch (cause) {
    throw broken('is damaged or in use', cause);
  }
}

/** Gives rows that are read at start, and names the directory where level cannot read them. Throws SetupError. */
export async function* readable<T>(
  { location }: Pick<Level<string, Uint8Array>, 'location'>,
  rows: AsyncIterable<T>,
): AsyncGenerator<T> {
  try {
    yield* rows;
  } catch (cause) {
    throw unusable(location, 'is damaged', cause);
  }
}

const unusable = (path: string, reason: string, cause: unknown): SetupError =>
  new SetupError(
    `The queue of acknowledged batches in ${path} ${reason}. Restore it from a backup; or move it away, and have ` +
      'senders repeat what they sent and have no receipt for. See docs/runbooks/damaged-store.md.',
    { cause },
  );
