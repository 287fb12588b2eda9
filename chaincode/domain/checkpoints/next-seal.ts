import type { ConsortiumState } from '../consortium/document.js';
import { Refusal } from '../errors.js';
import type { StateWrites } from '../state-writes.js';
import { keys } from '../ledger-keys.js';
import { formatTime, parseTime } from '../time.js';
import type { Seal } from './statement.js';

/** State key `epoch`: the newest Seal. */
export interface Epoch {
  readonly n: number;
  readonly time: string;
}

/**
 * The Seal that ends an epoch at `time` (seconds), and all that is written with it. Throws Refusal `epoch_stale` where the
 * time is not later than that of the one before.
 */
export function nextSeal(
  newest: Epoch,
  { k, organisations }: Pick<ConsortiumState, 'k' | 'organisations'>,
  time: number,
): { readonly seal: Seal; readonly writes: StateWrites } {
  if (time <= (parseTime(newest.time) ?? 0))
    throw new Refusal({ code: 'epoch_stale', reason: 'not later than the newest Seal' });
  const n = newest.n + 1;
  const seal: Seal = { k, n, organisations: organisations.map(({ id }) => id), time: formatTime(time) };
  return {
    seal,
    writes: new Map<string, object>([
      [keys.epoch, { n, time: seal.time }],
      [keys.seal(n), seal],
    ]),
  };
}
