import { periodOf } from '../time.js';
import type { Aggregate, CertificationEntry, Counters, Periods } from './aggregate.js';
import { compareTerms } from './compare-terms.js';
import { type Tallies, isZero, noTallies, plus, shown } from './counters.js';
import { joinedTo, linkedTo, profileOf } from './joins.js';
import type { PeriodDoc, SellerDoc } from './sellers.js';
import { type FoldState, compareText, keys, load } from './state.js';

/** 28-day periods that the public aggregate shows one by one. */
export const recentPeriods = 15;
/** Days that the detail aggregate shows one by one. */
export const detailDays = 400;

type Reader = Pick<FoldState, 'get'>;

/** The aggregate of one seller id; undefined where nothing was ever stated about it. */
export function aggregateOf(state: Reader, seller: string): Aggregate | undefined {
  const doc = load<SellerDoc>(state, keys.seller(seller));
  if (doc === undefined) return undefined;
  const own = { seller, doc };
  return assemble(state, own, [own], { count: doc.records, head: doc.head });
}

export interface JoinedAggregate {
  /** The seller asked for and all joined to it, sorted. */
  readonly ids: readonly string[];
  /** Each id's own completeness chain. */
  readonly records: readonly { readonly seller: string; readonly count: number; readonly head: string }[];
  /** Sums over all ids; `records.head` is empty, for no chain covers several ids. */
  readonly aggregate: Aggregate;
}

/** One aggregate over all facts of joined ids; undefined where the seller is unknown or joined to none. */
export function joinedAggregateOf(state: Reader, seller: string): JoinedAggregate | undefined {
  const others = joinedTo(state, seller);
  if (others.length === 0) return undefined;
  const parts = [seller, ...others].sort(compareText).flatMap((id) => {
    const doc = load<SellerDoc>(state, keys.seller(id));
    return doc === undefined ? [] : [{ seller: id, doc }];
  });
  const own = parts.find((part) => part.seller === seller);
  if (own === undefined) return undefined;
  const records = parts.map(({ seller: id, doc }) => ({ seller: id, count: doc.records, head: doc.head }));
  const count = records.reduce((sum, part) => sum + part.count, 0);
  return {
    ids: parts.map((part) => part.seller),
    records,
    aggregate: assemble(state, own, parts, { count, head: '' }),
  };
}

interface Part {
  readonly seller: string;
  readonly doc: SellerDoc;
}

function assemble(
  state: Reader,
  { seller, doc: { number } }: Part,
  parts: readonly Part[],
  records: Aggregate['public']['records'],
): Aggregate {
  const newestDay = Math.max(...parts.map(({ doc }) => doc.newest));
  const firsts = parts.flatMap(({ doc }) => doc.first ?? []);
  const { country, level, natural, tradingName } = profileOf(state, seller);
  const ids = parts.map((part) => part.seller);
  const all = <T>(read: (id: string) => readonly T[]): T[] => ids.flatMap(read);
  const unique = (texts: readonly string[]): string[] => [...new Set(texts)].sort(compareText);
  const docs = windowOf(state, ids, newestDay);
  const total = sumOf(parts.map(({ doc }) => doc.total));
  const contested = sumOf(parts.map(({ doc }) => doc.contested ?? noTallies));
  const isContested = !isZero(contested) || docs.some(([, doc]) => doc.contested !== undefined);
  return {
    public: {
      v: 1,
      seller,
      number,
      records,
      newestDay,
      firstDay: firsts.length === 0 ? newestDay : Math.min(...firsts),
      ...(country === undefined ? {} : { country }),
      ...(level === undefined ? {} : { level }),
      ...(tradingName === undefined ? {} : { tradingName }),
      ...(natural === undefined ? {} : { natural }),
      shopDomains: unique(all((id) => profileOf(state, id).domains)),
      joined: joinedTo(state, seller),
      linked: unique(all((id) => linkedTo(state, id))).filter((id) => id !== seller),
      certifications: all((id) => load<CertificationEntry[]>(state, keys.certificates(id)) ?? []).sort(
        compareTerms,
      ),
      openCases: unique(all((id) => load<string[]>(state, keys.openCases(id)) ?? [])),
      periods: periodsOf(docs, total, newestDay, 'all'),
      ...(isContested
        ? { uncontested: periodsOf(docs, plus(total, contested, -1), newestDay, 'uncontested') }
        : {}),
    },
    // Days are many and the score needs none: they are put together when asked for, of the same block.
    get detail() {
      return { v: 1, days: daysOf(docs, newestDay) } as const;
    },
  };
}

const sumOf = (parts: readonly Tallies[]): Tallies => parts.reduce((sum, part) => plus(sum, part), noTallies);

/** Period documents of all ids that the aggregate shows in part or whole, ascending by period. */
function windowOf(state: Reader, ids: readonly string[], newestDay: number): [number, PeriodDoc][] {
  const docs: [number, PeriodDoc][] = [];
  const from = Math.min(periodOf(newestDay) - recentPeriods + 1, periodOf(newestDay - detailDays + 1));
  for (let period = from; period <= periodOf(newestDay); period++) {
    for (const id of ids) {
      const doc = load<PeriodDoc>(state, keys.period(id, period));
      if (doc !== undefined) docs.push([period, doc]);
    }
  }
  return docs;
}

/** Lifetime is the total less the recent periods: what is old needs no moving when the newest day moves on. */
function periodsOf(
  docs: readonly [number, PeriodDoc][],
  total: Tallies,
  newestDay: number,
  part: 'all' | 'uncontested',
): Periods {
  const from = periodOf(newestDay) - recentPeriods + 1;
  const byPeriod = new Map<number, Tallies>();
  for (const [period, doc] of docs) {
    if (period < from) continue;
    const { contested } = doc;
    const sum = part === 'all' || contested === undefined ? doc.sum : plus(doc.sum, contested, -1);
    const known = byPeriod.get(period);
    byPeriod.set(period, known === undefined ? sum : plus(known, sum));
  }
  const lifetime = [...byPeriod.values()].reduce((rest, sum) => plus(rest, sum, -1), total);
  const recent = [...byPeriod].map(([period, tallies]) => ({ period, counters: shown(tallies) }));
  return {
    recent: recent.filter(({ counters }) => Object.keys(counters).length > 0),
    lifetime: shown(lifetime),
  };
}

function daysOf(
  docs: readonly [number, PeriodDoc][],
  newestDay: number,
): { day: number; counters: Counters }[] {
  const byDay = new Map<number, Tallies>();
  for (const [, doc] of docs) {
    for (const [day, tallies] of doc.days)
      if (day > newestDay - detailDays) byDay.set(day, plus(byDay.get(day) ?? noTallies, tallies));
  }
  const days = [...byDay].sort((a, b) => a[0] - b[0]).map(([day, t]) => ({ day, counters: shown(t) }));
  return days.filter(({ counters }) => Object.keys(counters).length > 0);
}
