import { Refusal, type Defect } from '../errors.js';

const defectsMax = 100;

/** Gathers the defects of a batch, so that a signer mends all of them at once. */
export class DefectList {
  readonly #defects: Defect[] = [];
  #leftOut = 0;

  get empty(): boolean {
    return this.#defects.length === 0;
  }

  add(defect: Defect): void {
    if (this.#defects.length < defectsMax) this.#defects.push(defect);
    else this.#leftOut++;
  }

  addAll(defects: readonly Defect[], line: number): void {
    for (const defect of defects) this.add({ ...defect, line });
  }

  /** Runs `step`; a Refusal by it is noted under `line`, anything else is thrown on. */
  attempt<T>(line: number, step: () => T): T | undefined {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      this.addAll(error.defects, line);
      return undefined;
    }
  }

  /** Throws a Refusal with all defects, if there are any. The last one says how many more were left out. */
  throwIfAny(): void {
    const [first, ...rest] = this.#defects;
    if (!first) return;
    if (this.#leftOut > 0)
      rest.push({ code: first.code, reason: `${this.#leftOut} more defects not listed` });
    throw new Refusal([first, ...rest]);
  }
}
