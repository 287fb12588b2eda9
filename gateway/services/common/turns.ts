import { setImmediate as nextTurn } from 'node:timers/promises';

/** Milliseconds of work in one go. What takes a fixed number of steps instead is ten times as long on a busy machine. */
const turnMs = 8;

/** Work on many things, of which other requests are answered in between. */
export class Turns {
  #end = performance.now() + turnMs;

  /** True once `next` should be awaited. */
  get isOver(): boolean {
    return performance.now() >= this.#end;
  }

  async next(): Promise<void> {
    await nextTurn();
    this.#end = performance.now() + turnMs;
  }
}
