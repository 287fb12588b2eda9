import type { Fact } from './fact.js';
import type { FlagCode } from './flag-codes.js';
import { comparePlaces, compareText } from './state.js';

/** An open case contests a record: `[record id, case id]`. */
export type Contest = readonly [record: string, caseId: string];

/**
 * Decided cases about an order that one participant opened, in one capacity. Sums, not a list: however many cases are
 * opened, the order's document grows no longer.
 */
export interface DecidedCases {
  readonly byArbiter: boolean;
  readonly forBuyer: number;
  readonly forSeller: number;
  readonly opener: string;
  /** Of those for the buyer: without an answer of the seller. */
  readonly unanswered: number;
}

/** The document of a group: every fact ever stated in it, the losers too, in order of place. */
export interface GroupDoc<Body = unknown> {
  /** Of an order's group. */
  readonly cases?: readonly DecidedCases[];
  readonly contests?: readonly Contest[];
  readonly facts: readonly Fact<Body>[];
}

export const emptyGroup: GroupDoc<never> = { facts: [] };

export interface Flag {
  readonly because: FlagCode;
  /** The record that decided. */
  readonly by?: string;
}

/** Flags by record id; a fact without one counts. */
export type Flags = Map<string, Flag>;

export interface Variant {
  /** Leave out the facts that open cases contest. */
  readonly withoutContested: boolean;
}

/** The correction in force: the first that has an effect and was not signed by a revoked key. */
export function effectiveFix(fact: Fact): string | undefined {
  return fact.fixes?.find((fix) => fix.inUse === undefined && fix.revoked === undefined)?.id;
}

/** A contest of a record covers its replacement, or correcting would be a way round the contest. */
export function isContested(doc: GroupDoc, fact: Fact): boolean {
  return doc.contests?.some(([record]) => record === fact.id || record === fact.of) ?? false;
}

/** Facts that stand: neither corrected nor signed by a revoked key. Flags the others. */
export function standingFacts<B>(doc: GroupDoc<B>, variant: Variant, flags: Flags): Fact<B>[] {
  return doc.facts.filter((fact) => {
    if (fact.revoked !== undefined) {
      flags.set(fact.id, { because: 'key_revoked' });
    } else if (fact.fixes !== undefined) {
      const fix = effectiveFix(fact);
      if (fix === undefined) return !(variant.withoutContested && isContested(doc, fact));
      flags.set(fact.id, { because: 'corrected', by: fix });
    } else {
      return !(variant.withoutContested && isContested(doc, fact));
    }
    return false;
  });
}

/** Authority first, then the earliest. */
function beats(a: Fact, b: Fact): boolean {
  return a.rank !== b.rank ? a.rank < b.rank : comparePlaces(a.place, b.place) < 0;
}

/** One fact a conflict group. The losers are kept and flagged. */
export function winners<B, N extends string>(
  facts: readonly Fact<B>[],
  conflictGroup: (fact: Fact<B>) => N,
  flags: Flags,
): Map<N, Fact<B>> {
  const won = new Map<N, Fact<B>>();
  for (const fact of facts) {
    const name = conflictGroup(fact);
    const best = won.get(name);
    if (best === undefined || beats(fact, best)) won.set(name, fact);
  }
  // Mostly nobody contradicts anybody.
  if (won.size === facts.length) return won;
  for (const fact of facts) {
    const best = won.get(conflictGroup(fact));
    if (best !== undefined && best !== fact) flags.set(fact.id, { because: 'outranked', by: best.id });
  }
  return won;
}

/** Adds a fact at its place. Facts come in the ledger's order, replacements at an earlier place. */
export function withFact<B>(doc: GroupDoc<B>, fact: Fact<B>): GroupDoc<B> {
  const facts = [...doc.facts];
  let at = facts.length;
  while (at > 0 && comparePlaces((facts[at - 1] as Fact).place, fact.place) > 0) at--;
  facts.splice(at, 0, fact);
  return { ...doc, facts };
}

export function withoutFact<B>(doc: GroupDoc<B>, id: string): GroupDoc<B> {
  return { ...doc, facts: doc.facts.filter((fact) => fact.id !== id) };
}

export function withChangedFact<B>(
  doc: GroupDoc<B>,
  id: string,
  change: (fact: Fact<B>) => Fact<B>,
): GroupDoc<B> {
  return { ...doc, facts: doc.facts.map((fact) => (fact.id === id ? change(fact) : fact)) };
}

/** Far above 99 parcels with all their events. */
const mostFactsOfIssuer = 2_000;

/**
 * True where a group takes no more of an issuer's facts. It is read and written as a whole, so that without a limit
 * one participant could make an order cost every projector more with each fact. What a revoked key signed leaves room.
 */
export function isFull(doc: GroupDoc, issuer: string): boolean {
  if (doc.facts.length < mostFactsOfIssuer) return false;
  const own = doc.facts.filter((fact) => fact.issuer === issuer && fact.revoked === undefined);
  return own.length >= mostFactsOfIssuer;
}

/** Replaces the contests; kept sorted, and left out where there are none. */
export function withContests<B>(doc: GroupDoc<B>, contests: readonly Contest[]): GroupDoc<B> {
  const sorted = [...contests].sort((a, b) => compareText(a[0], b[0]) || compareText(a[1], b[1]));
  return {
    ...(doc.cases === undefined ? {} : { cases: doc.cases }),
    ...(sorted.length === 0 ? {} : { contests: sorted }),
    facts: doc.facts,
  };
}
