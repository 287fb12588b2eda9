import { setImmediate as nextTurn } from 'node:timers/promises';

/** Subjects judged in one go: other requests are answered in between. */
const judgedAtOnce = 50;

/**
 * One small number for each subject, kept up to date: what changed is judged again before an answer, what only grew older
 * in the background.
 */
export class Track {
  #values = new Uint8Array(1024);
  /** Subjects below this have been judged at least once. */
  #judged = 0;
  /** Subjects below this have been judged again since all grew older. All have at `#judged`. */
  #again = Infinity;
  readonly #changed = new Set<number>();
  #running: Promise<void> | undefined;

  readonly #count: () => number;
  readonly #judge: (number: number) => number;

  constructor(count: () => number, judge: (number: number) => number) {
    this.#count = count;
    this.#judge = judge;
  }

  /** `undefined`: not judged yet. */
  at(number: number): number | undefined {
    return number < this.#judged ? this.#values[number] : undefined;
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

  /** True once nothing is missing; false if that takes longer than `waitMs`. */
  async current(waitMs = 0): Promise<boolean> {
    this.#running ??= this.#run().finally(() => (this.#running = undefined));
    const end = performance.now() + waitMs;
    while (!this.isCurrent && performance.now() < end) await nextTurn();
    return this.isCurrent;
  }

  async #run(): Promise<void> {
    for (let number = this.#next(); number !== undefined; number = this.#next()) {
      for (let i = 0; i < judgedAtOnce && number !== undefined; i++) {
        this.#set(number, this.#judge(number));
        if (i < judgedAtOnce - 1) number = this.#next();
      }
      await nextTurn();
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

  #set(number: number, value: number): void {
    if (number >= this.#values.length) {
      const longer = new Uint8Array(Math.max(number + 1, 2 * this.#values.length));
      longer.set(this.#values);
      this.#values = longer;
    }
    this.#values[number] = value;
  }
}
