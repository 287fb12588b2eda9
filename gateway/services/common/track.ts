import { setImmediate as nextTurn } from 'node:timers/promises';
import { Turns } from './turns.js';

/**
 * One value for each subject, by its number, kept up to date: what changed is judged again before an answer, what only grew
 * older in the background.
 */
export class Track<T> {
  readonly #values: T[] = [];
  /** Subjects below this have been judged at least once. */
  #judged = 0;
  /** Subjects below this have been judged again since all grew older. All have at `#judged`. */
  #again = Infinity;
  readonly #changed = new Set<number>();
  #running: Promise<void> | undefined;

  readonly #count: () => number;
  readonly #judge: (number: number) => T;

  constructor(count: () => number, judge: (number: number) => T) {
    this.#count = count;
    this.#judge = judge;
  }

  /** `undefined`: not judged yet. */
  at(number: number): T | undefined {
    return this.#values[number];
  }

  /** True where its value stands, as far as is known. */
  isKnown(number: number): boolean {
    return number < this.#judged && !this.#changed.has(number);
  }

  /** Must be judged anew before anything is said of it. */
  changed(number: number): void {
    if (number < this.#judged) this.#changed.add(number);
  }

  allChanged(): void {
    for (let number = 0; number < this.#judged; number++) this.#changed.add(number);
  }

  /** All have grown older: their values hold until the new ones are there. */
  older(): void {
    this.#again = 0;
    void this.current();
  }

  /** True when nothing is missing that must be known before an answer. */
  get isCurrent(): boolean {
    return this.#changed.size === 0 && this.#judged >= this.#count();
  }

  /** True once nothing is missing; false if that takes longer than `waitMs`. Throws what judging throws. */
  async current(waitMs = 0): Promise<boolean> {
    const running = (this.#running ??= this.#run().finally(() => (this.#running = undefined)));
    // Whoever waits is told; a failure that nobody waits for must not end the process.
    running.catch(() => undefined);
    const end = performance.now() + waitMs;
    while (!this.isCurrent && performance.now() < end) await Promise.race([nextTurn(), running]);
    return this.isCurrent;
  }

  async #run(): Promise<void> {
    const turns = new Turns();
    for (let number = this.#next(); number !== undefined; number = this.#next()) {
      this.#values[number] = this.#judgedAnew(number);
      if (turns.isOver) await turns.next();
    }
  }

  #judgedAnew(number: number): T {
    try {
      return this.#judge(number);
    } catch (error) {
      this.#changed.add(number);
      throw error;
    }
  }

  #next(): number | undefined {
    for (const number of this.#changed) {
      this.#changed.delete(number);
      return number;
    }
    if (this.#judged < this.#count()) return this.#judged++;
    return this.#again < this.#judged ? this.#again++ : undefined;
  }
}
