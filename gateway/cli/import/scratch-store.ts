import { createScratch, type ScratchDatabase } from '../../store/scratch-database.js';

const changesPerWrite = 200;
/** Texts that are read ahead while those before are used. */
const readAhead = 200;

interface Put {
  readonly type: 'put';
  readonly key: string;
  readonly value: string;
}

/** Sorts what does not fit into memory: values by key, on disk. Whoever makes it removes its directory. */
export class ScratchStore {
  readonly #database: ScratchDatabase;
  #waiting: Put[] = [];

  private constructor(database: ScratchDatabase) {
    this.#database = database;
  }

  /** A fresh one, whatever a killed run has left there. */
  static async create(directory: string): Promise<ScratchStore> {
    return new ScratchStore(await createScratch(directory));
  }

  put(key: string, value: unknown): Promise<void> | undefined {
    this.#waiting.push({ type: 'put', key, value: JSON.stringify(value) });
    return this.#waiting.length >= changesPerWrite ? this.flush() : undefined;
  }

  /** What was put stands for `get` and `rows`. */
  async flush(): Promise<void> {
    const changes = this.#waiting;
    this.#waiting = [];
    if (changes.length > 0) await this.#database.batch(changes);
  }

  get(key: string): unknown {
    const text = this.#database.getSync(key);
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  /** Keys from `gte` to below `lt`, in order of their bytes. */
  async *rows(range: {
    readonly gte: string;
    readonly lt: string;
  }): AsyncGenerator<readonly [key: string, value: unknown]> {
    const iterator = this.#database.iterator({ ...range, fillCache: false });
    try {
      for (;;) {
        const rows = await iterator.nextv(readAhead);
        if (rows.length === 0) return;
        for (const [key, text] of rows) yield [key, JSON.parse(text) as unknown];
      }
    } finally {
      await iterator.close();
    }
  }

  async close(): Promise<void> {
    await this.#database.close();
  }
}

/** A number as a key in which later ones sort later. */
export const sortable = (number: number): string => String(number).padStart(12, '0');
