/** How a person is told. */
export interface Voice {
  failure(error: unknown): void;
  note(text: string): void;
}

/** Says once what is wrong: as long as the same goes wrong in run after run, a log is not filled with it. */
export class Told {
  readonly #failures = new Map<string, string>();
  readonly #notes = new Set<string>();
  readonly #voice: Voice;

  constructor(voice: Voice) {
    this.#voice = voice;
  }

  /** `about`: a file, or the source as a whole. */
  failed(about: string, error: unknown): void {
    const text = textOf(error);
    if (this.#failures.get(about) === text) return;
    this.#failures.set(about, text);
    this.#voice.failure(error);
  }

  /** What went wrong goes well again; were it to go wrong once more, that is told. */
  went(about: string): void {
    if (this.#failures.delete(about)) this.#voice.note(`${about}: all is well again`);
  }

  note(text: string): void {
    if (this.#notes.has(text)) return;
    this.#notes.add(text);
    this.#voice.note(text);
  }
}

function textOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const details = 'details' in error && Array.isArray(error.details) ? (error.details as unknown[]) : [];
  return [error.message, ...details].join('\n');
}
