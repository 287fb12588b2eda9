import type { Simulation } from './simulate.js';
import type { ValidationCode } from './block.js';
import { compareKeys } from './simulate.js';

/**
 * Multi-version concurrency control. A transaction is valid if nothing it read was written after the state it was
 * simulated on. A simulation sees exactly the blocks below its height, so "written in a block at or above that
 * height" is the same as "the version differs", and needs no look-up in the database.
 */
export class RecentWrites {
  /** Key -> newest block that wrote it, for blocks some running simulation has not seen. */
  readonly #writtenIn = new Map<string, number>();
  /** Blocks with their keys, oldest first: what to forget once no simulation is older. */
  readonly #blocks: { readonly block: number; readonly keys: string[] }[] = [];

  /** Judges a transaction after those already added to its block. */
  judge(simulation: Simulation, height: number): ValidationCode {
    const stale = (key: string): boolean => (this.#writtenIn.get(key) ?? -1) >= height;
    const { reads, ranges } = simulation.record;
    if (reads.some(([key]) => stale(key))) return 'MVCC_READ_CONFLICT';
    for (const range of ranges) {
      const last = range.reads.at(-1)?.[0];
      for (const key of this.#writtenIn.keys()) {
        if (!stale(key) || compareKeys(key, range.start) < 0) continue;
        const inside = range.exhausted
          ? compareKeys(key, range.end) < 0
          : last !== undefined && compareKeys(key, last) <= 0;
        if (inside) return 'PHANTOM_READ_CONFLICT';
      }
    }
    return 'VALID';
  }

  add(simulation: Simulation, block: number): void {
    const newest = this.#blocks.at(-1);
    const keys = newest?.block === block ? newest.keys : [];
    if (keys !== newest?.keys) this.#blocks.push({ block, keys });
    for (const { key } of simulation.record.writes) {
      this.#writtenIn.set(key, block);
      keys.push(key);
    }
  }

  /** Forgets blocks that every running simulation has seen. */
  forgetBelow(height: number): void {
    for (let oldest = this.#blocks[0]; oldest && oldest.block < height; oldest = this.#blocks[0]) {
      const { block, keys } = oldest;
      this.#blocks.shift();
      for (const key of keys) if (this.#writtenIn.get(key) === block) this.#writtenIn.delete(key);
    }
  }
}
