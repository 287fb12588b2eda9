import { SingleBar } from 'cli-progress';
import { note } from './output.js';

/** Shows how far a long task is, on standard error: as a bar on a terminal, else as a line now and then. */
export interface Progress {
  /** `detail`: a few words that change, such as a count of records. */
  update(done: number, detail: string): void;
  stop(): void;
}

/** Milliseconds between two lines where there is no terminal. */
const linePauseMs = 5_000;

export function showProgress(title: string, total: number): Progress {
  return process.stderr.isTTY ? bar(title, total) : lines(title, total);
}

function bar(title: string, total: number): Progress {
  const single = new SingleBar({
    format: `${title} [{bar}] {value}/{total} {detail}`,
    hideCursor: true,
    clearOnComplete: false,
    gracefulExit: false,
  });
  single.start(total, 0, { detail: '' });
  return {
    update: (done, detail) => single.update(done, { detail }),
    stop: () => single.stop(),
  };
}

function lines(title: string, total: number): Progress {
  let last = Date.now();
  let shown = -1;
  let latest: readonly [done: number, detail: string] = [0, ''];
  const show = (): void => {
    const [done, detail] = latest;
    if (done === shown || total === 0) return;
    shown = done;
    note(`${title} ${done}/${total} ${detail}`.trimEnd());
  };
  return {
    update(done, detail) {
      latest = [done, detail];
      if (Date.now() - last < linePauseMs) return;
      last = Date.now();
      show();
    },
    stop: show,
  };
}
