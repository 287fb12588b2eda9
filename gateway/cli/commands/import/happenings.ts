import type { Happening } from '../../import/import-run.js';

const shownMax = 3;
const heldMax = 50;

/** What a person is shown of a run: the first that happens of each kind, and what a person must look at. */
export class Happenings {
  readonly #first = new Map<Happening['step'], Happening[]>();

  add(happening: Happening): void {
    const before = this.#first.get(happening.step) ?? [];
    const max = happening.step === 'held' ? heldMax : shownMax;
    if (before.length < max) before.push(happening);
    this.#first.set(happening.step, before);
  }

  first(step: Happening['step']): readonly Happening[] {
    return this.#first.get(step) ?? [];
  }
}
