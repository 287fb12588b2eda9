import { CliFailure } from './failure.js';
import { onInterrupt } from './interrupt.js';
import { showProgress, type Progress } from './progress.js';

export interface LongTask {
  /** Aborts on the first Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
  /** Shows how far it is. `detail`: a few words that change. */
  readonly show: (title: string, done: number, all: number, detail: string) => void;
}

/**
 * Runs what takes long: it can be stopped in good order, and shows how far it is. `stopped`: what a person is told of a
 * task that was stopped, and what became of its work. Throws CliFailure `aborted`, and whatever the work throws.
 */
export async function longTask<T>(stopped: string, work: (task: LongTask) => Promise<T>): Promise<T> {
  const { signal, release } = onInterrupt();
  const shown = new ShownProgress();
  try {
    return await work({ signal, show: (...how) => shown.show(...how) });
  } catch (error) {
    if (signal.aborted) throw new CliFailure(stopped, { code: 'aborted', cause: error });
    throw error;
  } finally {
    shown.end();
    release();
  }
}

/** Shows one bar after the other. A new one starts where title or total change, or the count begins anew. */
class ShownProgress {
  #current: { readonly title: string; readonly all: number; readonly bar: Progress } | undefined;
  #done = 0;

  show(title: string, done: number, all: number, detail: string): void {
    if (this.#current?.title !== title || this.#current.all !== all || done < this.#done) {
      this.end();
      this.#current = { title, all, bar: showProgress(title, all) };
    }
    this.#done = done;
    this.#current.bar.update(done, detail);
  }

  end(): void {
    this.#current?.bar.stop();
    this.#current = undefined;
  }
}
