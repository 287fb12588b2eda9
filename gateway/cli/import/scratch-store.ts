import { mkdir } from 'node:fs/promises';
import { openStore, removeStore } from '../../store/open-store.js';
import type { Change, Range, Store } from '../../store/store.js';

const changesPerWrite = 200;
const mebibyte = 1024 * 1024;

/** Sorts what does not fit into memory: values by key, on disk. Whoever makes it removes its directory. */
export class ScratchStore {
  readonly #store: Store<string>;
  #waiting: Change<string>[] = [];

  private constructor(store: Store<string>) {
    this.#store = store;
  }

  /** A fresh one, whatever a killed run has left there. */
  static async create(directory: string): Promise<ScratchStore> {
    await removeStore(directory);
    await mkdir(directory, { recursive: true, mode: 0o700 });
    return new ScratchStore(
      await openStore<string>({
        ...{ directory, keys: 'utf8', synced: false, create: 'always' },
        // Each key is written once and read once or twice: memory serves better elsewhere.
        ...{ writeBufferBytes: mebibyte, cacheBytes: mebibyte },
      }),
    );
  }

  async put(key: string, value: unknown): Promise<void> {
    this.#waiting.push({ key, value: JSON.stringify(value) });
    if (this.#waiting.length >= changesPerWrite) await this.flush();
  }

  /** What was put stands for `get` and `rows`. */
  async flush(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = [];
    if (changes.length > 0) await this.#store.write(changes);
  }

  get(key: string): unknown {
    const bytes = this.#store.get(key);
    return bytes && (JSON.parse(bytes.toString()) as unknown);
  }

  async *rows(range: Range<string>): AsyncGenerator<readonly [key: string, value: unknown]> {
    for await (const [key, bytes] of this.#store.rows(range, { fillCache: false }))
      yield [key, JSON.parse(bytes.toString())];
  }

  async close(): Promise<void> {
    await this.#store.close();
  }
}

/** A number as a key in which later ones sort later. */
export const sortable = (number: number): string => String(number).padStart(12, '0');
