import type { Sha256 } from '../ports.js';
import type { FactRecord } from '../records/index.js';
import { foldRecords, stateRecords } from './fold-records.js';
import type { Flag } from './group.js';
import { flagOf } from './read-standing.js';
import type { FoldState, Speaker, StatedRecord, Value } from './state.js';

/** Why a record would not count; undefined where it would. `by` is on the ledger, `among` the index of another one that is given. */
export type Outlook = (Pick<Flag, 'because' | 'by'> & { readonly among?: number }) | undefined;

/** Has the form of an id, and is none: no batch hashes to zero. */
const batch = 'A'.repeat(43);

/**
 * What would become of records if they came to the ledger now, one after the other, by the same rules that fold them: the state stays as
 * it is. `time` in seconds.
 */
export function outlookOf(
  state: Pick<FoldState, 'get' | 'record'>,
  sha256: Sha256,
  speaker: Speaker,
  time: number,
  records: readonly FactRecord[],
): readonly Outlook[] {
  const stated = stateRecords(batch, [Number.MAX_SAFE_INTEGER, 0, 0], speaker, time, records);
  const over = new Supposed(state, stated);
  foldRecords(over, sha256, { id: batch, records: stated, revoked: false });
  return stated.map((record) => {
    const flag = flagOf(over, record);
    const [of, line] = flag?.by?.split('.') ?? [];
    return flag === undefined || of !== batch ? flag : { because: flag.because, among: Number(line) };
  });
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
