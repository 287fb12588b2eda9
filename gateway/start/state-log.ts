import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyBaseLogger } from 'fastify';
import type { ProjectionStatus } from '../projection/port.js';
import type { DiskState } from '../services/common/disk.js';
import type { Readiness } from '../services/read/readiness.js';

export interface StateLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly msg: string;
  readonly detail: string;
}

/** Milliseconds between two looks: whatever flaps faster makes no more lines than this. */
const lookEveryMs = 5_000;
/** Blocks. The second number is lower, so that a gateway at the edge of one does not write a line a look. */
const behindFrom = 100;
const caughtUpAt = 10;

const projectionLines: Record<ProjectionStatus['state'], readonly [StateLine['level'], string]> = {
  running: ['info', 'the projection follows the ledger'],
  refolding: ['warn', 'the projection folds all anew'],
  upgrade_required: ['error', 'the projection needs a newer program'],
  failed: ['error', 'the projection has failed'],
  stopped: ['info', 'the projection has stopped'],
};

const diskLines: Record<DiskState, readonly [StateLine['level'], string]> = {
  fine: ['info', 'the disk has room again'],
  nearly_full: ['warn', 'the disk is nearly full'],
  full: ['error', 'the disk is full: nothing is written'],
};

/**
 * Writes one line when the state of the gateway changes, and none while it stays: what an operator would otherwise see only by asking
 * `/readyz` at the right moment.
 */
export class StateLog {
  readonly #look: () => Promise<Readiness>;
  readonly #log: Pick<FastifyBaseLogger, StateLine['level']>;
  readonly #stopping = new AbortController();
  readonly #lines = new StateLines();
  #running: Promise<void> = Promise.resolve();

  constructor(look: () => Promise<Readiness>, log: Pick<FastifyBaseLogger, StateLine['level']>) {
    this.#look = look;
    this.#log = log;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      // A look fails where not even the disk can be asked. The next one tells.
      const state = await this.#look().catch(() => undefined);
      if (state !== undefined && !signal.aborted)
        for (const { level, msg, detail } of this.#lines.next(state)) this.#log[level]({ detail }, msg);
      await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }
}

/** What is to be said of each state, given those before it. */
export class StateLines {
  #before: Readiness | undefined;
  #isBehind = false;

  next(now: Readiness): StateLine[] {
    const before = this.#before;
    this.#before = now;
    const lines: StateLine[] = [];
    const say = (level: StateLine['level'], msg: string, detail: string): void => {
      lines.push({ level, msg, detail });
    };

    // At the start what is well goes without saying, besides that the gateway is ready.
    if (now.ledger.ok !== (before?.ledger.ok ?? true)) {
      if (now.ledger.ok) say('info', 'the ledger answers again', now.ledger.detail);
      else say('warn', 'the ledger does not answer', now.ledger.detail);
    }
    if (now.projection.state !== (before?.projection.state ?? 'running'))
      say(...projectionLines[now.projection.state], now.projection.detail);
    const backlog = now.backlog ?? 0;
    if (now.backlog !== null && backlog > behindFrom !== this.#isBehind) {
      if (backlog > behindFrom) say('warn', 'the projection is behind the ledger', `by ${backlog} blocks`);
      else if (backlog <= caughtUpAt) say('info', 'the projection has caught up', `to ${backlog} blocks`);
      this.#isBehind = backlog > caughtUpAt;
    }
    if (now.disk !== (before?.disk ?? 'fine')) say(...diskLines[now.disk], 'the disk of the data directory');
    if (before?.writes.ok === true && now.writes.ok && before.writes.detail !== now.writes.detail)
      say('info', 'what writes need has changed', now.writes.detail);
    for (const kind of ['reads', 'writes'] as const) {
      if (now[kind].ok === before?.[kind].ok) continue;
      if (now[kind].ok) say('info', `ready for ${kind}`, now[kind].detail);
      else say('warn', `not ready for ${kind}`, now[kind].detail);
    }
    return lines;
  }
}
