import { fromHex, hex } from '../bytes.js';
import type { Sha256 } from '../ports.js';
import type { RecordKind } from '../records/index.js';
import { periodOf } from '../time.js';
import { type Count, DaySums, type Tallies, ordersIn, isZero, noTallies, plus } from './counters.js';
import { append, lengthOf, lists } from './list.js';
import { type FoldState, keys, load, save } from './state.js';

/** What is kept of a seller besides its periods. Its size does not depend on how much was stated about it. */
export interface SellerDoc {
  /** Length of the seller's list of records: entries, one a batch. */
  readonly batches: number;
  /** Sum over all periods of what open cases contest; may hold negative counters. */
  readonly contested?: Tallies;
  /** Day of the oldest order that counts; left out where there is none. */
  readonly first?: number;
  /** Hash chain over all record ids. */
  readonly head: string;
  /** How many sellers were named before it: its place in status lists. */
  readonly number: number;
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
  /** Sum over the days: so a score reads no days. */
  readonly sum: Tallies;
}

/** The records of one batch about one seller: an entry of the seller's list of records. */
export interface RecordsEntry {
  readonly batch: string;
  /** Indices of the batch's records, ascending, by kind. */
  readonly lines: Readonly<Partial<Record<RecordKind, readonly number[]>>>;
}

interface Change {
  readonly all: DaySums;
  readonly contested: DaySums;
}

const noPeriod: PeriodDoc = { days: [], sum: noTallies };
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
  const number = before?.number ?? lengthOf(state, lists.sellers);
  if (before === undefined) append(state, lists.sellers, seller);
  const batches = before?.batches ?? 0;
  save(state, keys.seller(seller), {
    batches: batches + 1,
    ...(before?.contested === undefined ? {} : { contested: before.contested }),
    ...(before?.first === undefined ? {} : { first: before.first }),
    head: chain(sha256, before?.head ?? noHead, records),
    newest: Math.max(before?.newest ?? 0, newest),
    number,
    records: (before?.records ?? 0) + records.length,
    total: before?.total ?? noTallies,
  });
  const lines: Partial<Record<RecordKind, number[]>> = {};
  for (const kind of [...new Set(records.map((record) => record.kind))].sort())
    lines[kind] = records.filter((record) => record.kind === kind).map((record) => record.line);

  save(state, keys.records(seller, batches), { batch, lines });
}

/** h = SHA-256(0x02 || h || record id), over each id in turn. Ids are ASCII. */
function chain(sha256: Sha256, head: string, records: readonly { readonly id: string }[]): string {
  const input = new Uint8Array(128);
  input[0] = 0x02;
  input.set(fromHex(head) as Uint8Array, 1);
  for (const { id } of records) {
    for (let i = 0; i < id.length; i++) input[33 + i] = id.charCodeAt(i);
    input.set(sha256(input.subarray(0, 33 + id.length)), 1);
  }
  return hex(input.subarray(1, 33));
}

/** Gathers changes of sellers' counts, then applies them to the sellers' documents at once. */
export class SellerChanges {
  readonly #changes = new Map<string, Change>();

  add(seller: string, part: 'all' | 'contested', counts: readonly Count[], sign: 1 | -1): void {
    if (counts.length === 0) return;
    let change = this.#changes.get(seller);
    if (change === undefined)
      this.#changes.set(seller, (change = { all: new DaySums(), contested: new DaySums() }));

    for (const count of counts) change[part].add(count, sign);
  }

  apply(state: FoldState): void {
    for (const [seller, change] of this.#changes) applyTo(state, seller, change);
    this.#changes.clear();
  }
}

function applyTo(state: FoldState, seller: string, change: Change): void {
  const all = change.all.changes();
  const contested = change.contested.changes();
  if (all.length === 0 && contested.length === 0) return;
  const doc = load<SellerDoc>(state, keys.seller(seller)) as SellerDoc;
  const sum = (from: Tallies, changes: typeof all) => changes.reduce((to, [, by]) => plus(to, by), from);
  for (const period of new Set([...all, ...contested].map(([day]) => periodOf(day)))) {
    const isHere = ([day]: (typeof all)[number]): boolean => periodOf(day) === period;
    const before = load<PeriodDoc>(state, keys.period(seller, period)) ?? noPeriod;
    const changes = all.filter(isHere);
    savePeriod(state, keys.period(seller, period), {
      contested: sum(before.contested ?? noTallies, contested.filter(isHere)),
      days: changedDays(before.days, changes),
      sum: sum(before.sum, changes),
    });
  }
  const first = firstDayAfter(state, seller, doc, all);
  const contestedTotal = sum(doc.contested ?? noTallies, contested);
  save(state, keys.seller(seller), {
    batches: doc.batches,
    ...(isZero(contestedTotal) ? {} : { contested: contestedTotal }),
    ...(first === undefined ? {} : { first }),
    head: doc.head,
    newest: doc.newest,
    number: doc.number,
    records: doc.records,
    total: sum(doc.total, all),
  });
}

/** Both lists ascend by day. */
function changedDays(days: PeriodDoc['days'], changes: PeriodDoc['days']): PeriodDoc['days'] {
  const changed = days.slice();
  for (const [day, by] of changes) {
    let at = changed.length;
    while (at > 0 && (changed[at - 1] as PeriodDoc['days'][number])[0] >= day) at--;
    const known = changed[at]?.[0] === day ? changed[at] : undefined;
    const tallies = known === undefined ? by : plus(known[1], by);
    if (isZero(tallies)) changed.splice(at, 1);
    else changed.splice(at, known === undefined ? 0 : 1, [day, tallies]);
  }
  return changed;
}

function savePeriod(state: FoldState, key: string, { contested, days, sum }: Required<PeriodDoc>): void {
  if (days.length === 0 && isZero(contested)) state.delete(key);
  else save(state, key, { ...(isZero(contested) ? {} : { contested }), days, sum });
}

/** The first day with an order. Only where a correction has taken orders from it can it have none left. */
function firstDayAfter(
  state: FoldState,
  seller: string,
  doc: SellerDoc,
  changes: PeriodDoc['days'],
): number | undefined {
  const firstNew = changes.find(([, by]) => ordersIn(by) > 0)?.[0] ?? Infinity;
  const first = Math.min(doc.first ?? Infinity, firstNew);
  if (first === Infinity) return undefined;
  const mayBeGone = changes.some(([day, by]) => day === first && ordersIn(by) < 0);
  return mayBeGone ? firstStandingDay(state, seller, first, doc.newest) : first;
}

function firstStandingDay(
  state: FoldState,
  seller: string,
  from: number,
  newest: number,
): number | undefined {
  for (let period = periodOf(from); period <= periodOf(newest); period++) {
    const days = load<PeriodDoc>(state, keys.period(seller, period))?.days ?? [];
    const found = days.find(([day, tallies]) => day >= from && ordersIn(tallies) > 0);
    if (found !== undefined) return found[0];
  }
  return undefined;
}
