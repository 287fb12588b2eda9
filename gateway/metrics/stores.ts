import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DiskRoom } from '../services/common/disk.js';
import type { Clock, Soundness } from '../services/common/ports.js';
import { kept } from './kept.js';
import type { Readings } from './readings.js';

export interface StoresSource {
  readonly soundness: Pick<Soundness, 'states'>;
  /** Errors that each store has met since the start, by code. */
  readonly failures: ReadonlyMap<string, () => Readonly<Record<string, number>>>;
  /** Where they lie. */
  readonly directories: ReadonlyMap<string, string>;
  readonly disk: () => Promise<DiskRoom>;
}

/** Reading the sizes of thousands of files at every scrape would be work for the disk that the fold needs. */
const sizesForSeconds = 60;

export function readStores(readings: Readings, stores: StoresSource, clock: Clock): void {
  readings.gauge(
    {
      name: 'stl_store_sound',
      help: 'Whether nothing wrong is known of a store',
      labels: ['store'],
    },
    () =>
      stores.soundness
        .states()
        .map(({ name, state }) => [{ store: name }, Number(state === 'sound')] as const),
  );
  readings.gauge(
    {
      name: 'stl_store_scrub_age_seconds',
      help: 'Time since all of a store was last read through and found whole; missing until then, since the start',
      labels: ['store'],
    },
    () =>
      stores.soundness
        .states()
        .flatMap(({ name, scrubbedAt }) =>
          scrubbedAt === null ? [] : [[{ store: name }, clock() - scrubbedAt] as const],
        ),
  );
  readings.total(
    {
      name: 'stl_store_errors_total',
      help: 'Reads of a store that met damage, and writes that failed (unusable)',
      labels: ['store', 'code'],
    },
    () =>
      [...stores.failures].flatMap(([store, failures]) =>
        Object.entries(failures()).map(([code, count]) => [{ store, code }, count] as const),
      ),
  );
  const sizes = kept(sizesForSeconds, () =>
    Promise.all(
      [...stores.directories].map(async ([store, path]) => [{ store }, await sizeOf(path)] as const),
    ),
  );
  readings.gauge(
    {
      name: 'stl_store_size_bytes',
      help: 'Bytes of the files of a store, at most a minute old',
      labels: ['store'],
    },
    sizes,
  );
  // One look at the disk serves both readings of a scrape.
  const disk = kept(0, stores.disk);
  readings.gauge(
    {
      name: 'stl_disk_free_bytes',
      help: 'Bytes that this process may still write to the disk of the data directory',
    },
    async () => (await disk()).freeBytes,
  );
  readings.gauge(
    { name: 'stl_disk_size_bytes', help: 'Bytes of the disk of the data directory' },
    async () => (await disk()).sizeBytes,
  );
}

/** A store's files come and go while they are counted. */
async function sizeOf(directory: string): Promise<number> {
  const sizes = await Promise.all(
    (await readdir(directory, { recursive: true })).map((name) =>
      stat(join(directory, name)).then(
        (found) => (found.isFile() ? found.size : 0),
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
