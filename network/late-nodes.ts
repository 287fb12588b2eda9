import { setMaxListeners } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Layout } from './layout.js';
import type { ProcessTable } from './process-table.js';
import type { StepOptions } from './step.js';

/** A node of which something is awaited. */
export interface AwaitedNode {
  readonly name: string;
  /** Gives what it lacks yet, in words that follow its name and that change when it gets on; undefined once nothing is lacking. */
  readonly lacks: () => Promise<string | undefined>;
}

/** Longer than an election of orderers, or a peer that is suspended for a while. */
const insistForMs = 3 * 60_000;

/** A node until it has done what an administrator asks of it, which it may refuse while others are not there yet. */
export function obeying(name: string, ask: () => Promise<unknown>): AwaitedNode {
  const until = Date.now() + insistForMs;
  return {
    name,
    async lacks() {
      try {
        await ask();
        return undefined;
      } catch (error) {
        if (Date.now() > until) throw error;
        return `refuses: ${(error as Error).message.trim().split('\n').at(-1)}`;
      }
    },
  };
}

const lookEveryMs = 100;
const reportEveryMs = 5_000;
/** Longer than any disk takes for one step of a node that works. */
const stuckAfterMs = 5 * 60_000;

/**
 * Waits for nodes as long as they live and get on, however long that is: a peer with many blocks or a slow disk takes
 * minutes. Says now and then who is late and why.
 * @throws Error with the end of its log where a node has ended, or what it lacked where it got no further for five minutes
 */
export async function awaitNodes(
  nodes: readonly AwaitedNode[],
  processes: ProcessTable,
  layout: Layout,
  { signal, onWait }: StepOptions,
): Promise<void> {
  // One that fails ends the wait for all: the others would be asked for ever.
  const failed = new AbortController();
  const ended = signal ? AbortSignal.any([signal, failed.signal]) : failed.signal;
  setMaxListeners(0, ended); // every wait listens to it
  const wait = async ({ name, lacks }: AwaitedNode): Promise<void> => {
    let [said, since] = ['has not answered yet', Date.now()];
    const report = (): void => onWait?.(`waiting for ${name}: it ${said}`);
    // Apart from the loop below: a question to a suspended node can stay open for long.
    const timer = setInterval(report, reportEveryMs);
    try {
      for (;;) {
        ended.throwIfAborted();
        if (!processes.isRunning(name))
          throw new Error(`${name} does not run. ${endOfLog(layout.log(name))}`);
        const lacking = await lacks();
        if (lacking === undefined) return;
        if (lacking !== said) [said, since] = [lacking, Date.now()];
        if (Date.now() - since > stuckAfterMs) {
          throw new Error(
            `${name} ${said}, and has got no further for five minutes. Its log: ${layout.log(name)}`,
          );
        }
        await pause(lookEveryMs, undefined, { signal: ended });
      }
    } finally {
      clearInterval(timer);
    }
  };
  try {
    await Promise.all(nodes.map(wait));
  } catch (error) {
    signal?.throwIfAborted(); // says why, where a pause says only that it was ended
    throw error;
  } finally {
    failed.abort();
  }
}

function endOfLog(file: string): string {
  if (!existsSync(file)) return 'It was never started.';
  const lines = readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15);
  return `The end of its log:\n${lines.join('\n')}`;
}
