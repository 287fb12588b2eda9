import type { FactRecord } from '../records/index.js';
import { applyRecord, settleCases, stateRecords } from './fold-records.js';
import type { Flag } from './group.js';
import { flagOf } from './read-standing.js';
import { Round } from './round.js';
import type { FoldState, Speaker, StatedRecord, Value } from './state.js';

/** Why a record would not count; undefined where it would. `by` is on the ledger, `among` the index of another one that is given. */
export type Outlook = (Pick<Flag, 'because' | 'by'> & { readonly among?: number }) | undefined;

/** Has the form of an id, and is none: no batch hashes to zero. */
const batch = 'A'.repeat(43);

/**
 * What would become of records if they came to the ledger now, one after the other, by the same rules that fold them: the state stays as
 * it is, and what sellers' counts would be is left out, for nobody asks. Gives back control after each step, so that others need not
 * wait. `time` in seconds.
 */
export function* outlookOf(
  state: Pick<FoldState, 'get' | 'record'>,
  speaker: Speaker,
  time: number,
  records: readonly FactRecord[],
): Generator<undefined, readonly Outlook[]> {
  const stated = stateRecords(batch, [Number.MAX_SAFE_INTEGER, 0, 0], speaker, time, records);
  const over = new Supposed(state, stated);
  const round = new Round(over);
  for (const record of stated) {
    applyRecord(round, record);
    yield;
  }
  settleCases(round);
  round.save();
  const outlooks: Outlook[] = [];
  for (const record of stated) {
    const flag = flagOf(over, record);
    const [of, line] = flag?.by?.split('.') ?? [];
    outlooks.push(flag === undefined || of !== batch ? flag : { because: flag.because, among: Number(line) });
    yield;
  }
  return outlooks;
}

/** A state with records that are only supposed to be stated. Nothing of it is kept. */
class Supposed implements FoldState {
  readonly #under: Pick<FoldState, 'get' | 'record'>;
  readonly #changed = new Map<string, Value | undefined>();
  readonly #records: ReadonlyMap<string, StatedRecord>;

  constructor(under: Pick<FoldState, 'get' | 'record'>, stated: readonly StatedRecord[]) {
    this.#under = under;
    this.#records = new Map(stated.map((record) => [record.id, record]));
  }

  get(key: string): Value | undefined {
    return this.#changed.has(key) ? this.#changed.get(key) : this.#under.get(key);
  }

  put(key: string, value: Value): void {
    this.#changed.set(key, value);
  }

  delete(key: string): void {
    this.#changed.set(key, undefined);
  }

  record(id: string): StatedRecord | undefined {
    return this.#records.get(id) ?? this.#under.record(id);
  }
}
