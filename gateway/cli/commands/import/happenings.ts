import { sentence } from '../../forms/sentence.js';
import { wrapped } from '../../frame/output.js';
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

/** Some of what would be signed, as sentences. */
export function samplesText(happenings: Happenings): string[] {
  const shown = (['state', 'correct', 'take-back'] as const).flatMap((step) => happenings.first(step));
  if (shown.length === 0) return [];
  return ['', 'You would sign, among others:', ...shown.map(sample)];
}

const sample = ({ issuer, place, record }: Happening): string =>
  `\n${place}:\n${wrapped(sentence(issuer, record))}`;
