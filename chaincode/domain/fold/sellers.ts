import { concat, fromHex, hex, utf8 } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import type { RecordKind } from '../records/index.js';
import { periodOf } from '../time.js';
import { type Count, Sum, type Tallies, isZero, plus } from './counters.js';
import { append, lists } from './list.js';
import { type FoldState, keys, load, save } from './state.js';

/** What is kept of a seller besides its periods. Its size does not depend on how much was stated about it. */
export interface SellerDoc {
  /** Sum over all periods of what open cases contest; may hold negative counters. */
  readonly contested?: Tallies;
  /** Oldest day with a standing fact; left out where none stands. */
  readonly first?: number;
  /** Hash chain over all record ids. */
  readonly head: string;
  /** Newest stated day, of facts that were corrected too; 0 while only corrections were stated. */
  readonly newest: number;
  readonly records: number;
  /** Sum over all periods, old ones too. */
  readonly total: Tallies;
}

/** One 28-day period of a seller. It goes when nothing is left in it. */
export interface PeriodDoc {
  readonly contested?: Tallies;
  readonly days: readonly (readonly [day: number, tallies: Tallies])[];
}

/** The records of one batch about one seller: an entry of the seller's list of records. */
export interface RecordsEntry {
  readonly batch: string;
  /** Indices of the batch's records, ascending, by kind. */
  readonly lines: Readonly<Partial<Record<RecordKind, readonly number[]>>>;
}

interface Change {
  readonly all: Map<number, Sum>;
  readonly contested: Map<number, Sum>;
}

const noHead = '0'.repeat(64);

/** Enters one batch's records about a seller: the completeness chain, the list, the newest day. */
export function enterRecords(
  state: FoldState,
  sha256: Sha256,
  seller: string,
  records: readonly { readonly id: string; readonly line: number; readonly kind: RecordKind }[],
  batch: string,
  newest: number,
): void {
  const before = load<SellerDoc>(state, keys.seller(seller));
  if (before === undefined) append(state, lists.sellers, seller);
  let head = fromHex(before?.head ?? noHead) as Uint8Array;
  for (const { id } of records) head = sha256(concat(chainPrefix, head, utf8(id)));
  save(state, keys.seller(seller), {
    ...(before?.contested === undefined ? {} : { contested: before.contested }),
    ...(before?.first === undefined ? {} : { first: before.first }),
    head: hex(head),
    newest: Math.max(before?.newest ?? 0, newest),
    records: (before?.records ?? 0) + records.length,
    total: before?.total ?? {},
  });
  const lines: Partial<Record<RecordKind, number[]>> = {};
  for (const kind of [...new Set(records.map((record) => record.kind))].sort()) {
    lines[kind] = records.filter((record) => record.kind === kind).map((record) => record.line);
  }
  append(state, lists.recordsOf(seller), { batch, lines });
}

const chainPrefix = Uint8Array.of(2);

/** Gathers changes of sellers' counts, then applies them to the sellers' documents at once. */
export class SellerChanges {
  readonly #changes = new Map<string, Change>();

  add(seller: string, part: 'all' | 'contested', counts: readonly Count[], sign: 1 | -1): void {
    if (counts.length === 0) return;
    let change = this.#changes.get(seller);
    if (change === undefined) this.#changes.set(seller, (change = { all: new Map(), contested: new Map() }));
    for (const [day, tally, delta] of counts) {
      let sum = change[part].get(day);
      if (sum === undefined) change[part].set(day, (sum = new Sum()));
      sum.add(tally, sign * delta);
    }
  }

  apply(state: FoldState): void {
    for (const [seller, change] of this.#changes) applyTo(state, seller, change);
    this.#changes.clear();
  }
}

function applyTo(state: FoldState, seller: string, change: Change): void {
  let seen = load<SellerDoc>(state, keys.seller(seller)) as SellerDoc;
  let total = seen.total;
  let contested = seen.contested ?? {};
  let first = seen.first;
  const periods = new Set([...change.all.keys(), ...change.contested.keys()].map(periodOf));
  for (const period of [...periods].sort((a, b) => a - b)) {
    const before = load<PeriodDoc>(state, keys.period(seller, period)) ?? { days: [] };
    const days = new Map(before.days);
    for (const [day, sum] of change.all) {
      if (periodOf(day) !== period) continue;
      const delta = sum.tallies();
      total = plus(total, delta);
      const tallies = plus(days.get(day) ?? {}, delta);
      if (isZero(tallies)) days.delete(day);
      else days.set(day, tallies);
      if ((delta.facts ?? 0) > 0 && (first === undefined || day < first)) first = day;
    }
    let contestedHere = before.contested ?? {};
    for (const [day, sum] of change.contested) {
      if (periodOf(day) !== period) continue;
      contestedHere = plus(contestedHere, sum.tallies());
      contested = plus(contested, sum.tallies());
    }
    if (days.size === 0 && isZero(contestedHere)) state.delete(keys.period(seller, period));
    else {
      save(state, keys.period(seller, period), {
        ...(isZero(contestedHere) ? {} : { contested: contestedHere }),
        days: [...days].sort((a, b) => a[0] - b[0]),
      });
    }
  }
  first = firstStandingDay(state, seller, first, seen.newest);
  seen = {
    ...(isZero(contested) ? {} : { contested }),
    ...(first === undefined ? {} : { first }),
    head: seen.head,
    newest: seen.newest,
    records: seen.records,
    total,
  };
  save(state, keys.seller(seller), seen);
}

/** The first day from `from` on with a standing fact: moves only when a correction empties the first day. */
function firstStandingDay(
  state: FoldState,
  seller: string,
  from: number | undefined,
  newest: number,
): number | undefined {
  if (from === undefined) return undefined;
  for (let period = periodOf(from); period <= periodOf(newest); period++) {
    const days = load<PeriodDoc>(state, keys.period(seller, period))?.days ?? [];
    const found = days.find(([day, tallies]) => day >= from && (tallies.facts ?? 0) > 0);
    if (found !== undefined) return found[0];
  }
  return undefined;
}
