import type { Row } from './chain.js';

type Kept = Pick<Row, 'n' | 'counted'>;

/** Rows are kept over so many write buffers: level holds two in logs, which a write may overrun by what one counts at most. */
const buffersKept = 3;
/** The part of a write buffer that one write counts at most: one huge write must not push all rows before it out. */
const countedPartMax = 4;
/** However large the writes are, so many rows are kept. */
const rowsKeptMin = 64;

/** Which rows of the chain must stay: those of writes that level may still have in a log alone. */
export class KeptRows {
  readonly #bufferBytes: number;
  #rows: Kept[];
  #bytes: number;

  constructor(bufferBytes: number, rows: readonly Kept[]) {
    this.#bufferBytes = bufferBytes;
    this.#rows = [...rows];
    this.#bytes = rows.reduce((sum, { counted }) => sum + counted, 0);
  }

  counted(bytes: number): number {
    return Math.min(bytes, Math.floor(this.#bufferBytes / countedPartMax));
  }

  /** Number of the oldest row that stays; `next` is that of the write being made. */
  first(next: number): number {
    return this.#rows[0]?.n ?? next;
  }

  /** Takes out, and gives the numbers of, the oldest rows that need not stay. At most 100 at a time. */
  drop(): number[] {
    let count = 0;
    const { length } = this.#rows;
    for (; count < 100 && length - count > rowsKeptMin; count += 1) {
      const { counted } = this.#rows[count] as Kept;
      if (this.#bytes - counted < buffersKept * this.#bufferBytes) break;
      this.#bytes -= counted;
    }
    return this.#rows.splice(0, count).map(({ n }) => n);
  }

  add(row: Kept): void {
    this.#rows.push(row);
    this.#bytes += row.counted;
  }
}
