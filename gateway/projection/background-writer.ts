import { setTimeout as pause } from 'node:timers/promises';
import type { Checkpoint } from './store.js';
import type { View } from './view.js';

/** Folding waits for the disk beyond so many documents or bytes of text not yet written. */
const unwrittenMax = { documents: 50_000, bytes: 32 * 1024 * 1024 };
/** Documents that many blocks change are written once if their changes gather first: this long, or until there are so many. */
const gatherMs = 200;
const gatheredMax = { documents: 5_000, bytes: 8 * 1024 * 1024 };

export interface BackgroundWriterOptions {
  /** Of what is folded now. */
  readonly checkpoint: () => Checkpoint;
  /** Once it aborts, nothing gathers any more. */
  readonly stopping: AbortSignal;
  readonly onFailure: (error: unknown) => void;
}

/** Writes what is folded, one write after the other, while folding goes on. */
export class BackgroundWriter {
  readonly #view: Pick<View, 'waiting' | 'write'>;
  readonly #options: BackgroundWriterOptions;
  #writing: Promise<void> | undefined;
  #endGathering = (): void => undefined;

  constructor(view: Pick<View, 'waiting' | 'write'>, options: BackgroundWriterOptions) {
    this.#view = view;
    this.#options = options;
  }

  /** To be called after each block. Resolves when folding may go on. Rejects where the write that it waits for fails. */
  async folded(): Promise<void> {
    this.#start();
    const { waiting } = this.#view;
    if (exceeds(waiting, gatheredMax)) this.#endGathering();
    if (exceeds(waiting, unwrittenMax)) await this.#writing;
  }

  /** Resolves when all that is folded is in the store. Rejects where a write fails. */
  async flush(): Promise<void> {
    this.#endGathering();
    while (this.#writing !== undefined) await this.#writing;
  }

  /** Starts a write unless one is under way; that one's end then starts the next. */
  #start(): void {
    if (this.#writing !== undefined) return;
    const { checkpoint, onFailure } = this.#options;
    let height = 0;
    this.#writing = this.#gather()
      .then(() => {
        ({ height } = checkpoint());
        return this.#view.write(checkpoint());
      })
      .then(() => {
        this.#writing = undefined;
        if (checkpoint().height > height) this.#start();
      });
    this.#writing.catch(onFailure);
  }

  /** Resolves when it is time to write. */
  async #gather(): Promise<void> {
    if (this.#options.stopping.aborted || exceeds(this.#view.waiting, gatheredMax)) return;
    const ended = new AbortController();
    this.#endGathering = () => ended.abort();
    await pause(gatherMs, undefined, { signal: ended.signal }).catch(() => undefined);
  }
}

type Amount = View['waiting'];

function exceeds(waiting: Amount, max: Amount): boolean {
  return waiting.documents > max.documents || waiting.bytes > max.bytes;
}
