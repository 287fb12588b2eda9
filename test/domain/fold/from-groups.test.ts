import { expect } from 'chai';
import fc from 'fast-check';
import { type CounterName, counterNames } from '../../../chaincode/domain/fold/aggregate.js';
import type { GroupName } from '../../../chaincode/domain/fold/fact.js';
import type { GroupDoc } from '../../../chaincode/domain/fold/group.js';
import { reduceCases } from '../../../chaincode/domain/fold/groups/case.js';
import type { BodyIn } from '../../../chaincode/domain/fold/groups/index.js';
import { reduceInspection } from '../../../chaincode/domain/fold/groups/inspection.js';
import { reduceOrder } from '../../../chaincode/domain/fold/groups/order.js';
import type { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import type { DecidedCases } from '../../../chaincode/domain/fold/group.js';
import type { CountedReview } from '../../../chaincode/domain/fold/reviewers.js';
import { revokeRecords } from '../../../chaincode/domain/fold/fold-records.js';
import type { StatedRecord } from '../../../chaincode/domain/fold/state.js';
import { stories } from './random-story.js';
import { type Statement, tell } from './story.js';

type Totals = Partial<Record<CounterName, number>>;

/** The groups of a seller as the fold left them, but without the contests it carried to them. */
function groupsOf<G extends GroupName>(
  state: MemoryState,
  kind: G,
  seller: string,
): [string, GroupDoc<BodyIn<G>>][] {
  return state
    .entries()
    .filter(([key]) => key.startsWith(`${kind}/${seller}/`))
    .map(([key, doc]) => [key, { facts: (doc as unknown as GroupDoc<BodyIn<G>>).facts }]);
}

/** Records that open cases contest, put together anew from the cases. */
function contested(state: MemoryState, seller: string): readonly string[] {
  return groupsOf(state, 'case', seller)
    .flatMap(([key, doc]) => reduceCases(doc, key).cases.flatMap(({ contests }) => contests))
    .filter((id) => {
      const record = state.record(id)?.record;
      return record?.seller === seller && record.kind !== 'correction';
    });
}

/** What decided cases say of one order, put together anew from the cases. */
function decided(state: MemoryState, seller: string, order: string): DecidedCases[] {
  const about = groupsOf(state, 'case', seller)
    .flatMap(([key, doc]) => reduceCases(doc, key).cases)
    .filter((one) => one.order === order);
  return about.map(({ byArbiter, isAnswered, opener, outcome }) => ({
    byArbiter,
    forBuyer: outcome === 'for-buyer' ? 1 : 0,
    forSeller: outcome === 'for-seller' ? 1 : 0,
    opener,
    unanswered: outcome === 'for-buyer' && !isAnswered ? 1 : 0,
  }));
}

function collapsed(reviews: readonly CountedReview[]): Totals {
  const totals: Totals = {};
  const add = (name: CounterName, n: number): void => void (totals[name] = (totals[name] ?? 0) + n);
  const mean = (values: readonly number[]): number =>
    Math.floor(values.reduce((sum, value) => sum + value, 0) / values.length + 0.5);
  const names = new Set(reviews.map(({ reviewer, day }) => `${reviewer} ${Math.floor(day / 28)}`));
  for (const name of names) {
    const own = reviews.filter(({ reviewer, day }) => `${reviewer} ${Math.floor(day / 28)}` === name);
    const item = mean(own.map(({ rating }) => rating[0]));
    add('reviews', 1);
    add('ratingSum', item);
    add(`rating${item as 1 | 2 | 3 | 4 | 5}`, 1);
  }
  return totals;
}

/** What a seller's groups contribute, added up from nothing: no change of a change, no sum that was kept. */
function fromGroups(state: MemoryState, seller: string, withoutContested: boolean): Totals {
  const disputed = contested(state, seller).map((id) => [id, 'a case'] as const);
  const totals: Totals = {};
  const reviews: CountedReview[] = [];
  const add = (counts: readonly (readonly [number, CounterName, number])[]): void => {
    for (const [, name, n] of counts) totals[name] = (totals[name] ?? 0) + n;
  };
  const variant = { withoutContested };
  for (const [key, doc] of groupsOf(state, 'order', seller)) {
    const cases = decided(state, seller, key.slice(key.lastIndexOf('/') + 1));
    const reduced = reduceOrder({ ...doc, cases, contests: disputed }, variant);
    add(reduced.counts);
    reviews.push(...reduced.reviews);
  }
  for (const [, doc] of groupsOf(state, 'inspection', seller))
    add(reduceInspection({ ...doc, contests: disputed }, variant).counts);

  for (const [key, doc] of groupsOf(state, 'case', seller)) add(reduceCases(doc, key).counts);
  for (const [name, n] of Object.entries(collapsed(reviews))) add([[0, name as CounterName, n]]);
  return totals;
}

function kept(state: MemoryState, seller: string, part: 'periods' | 'uncontested'): Totals | undefined {
  const aggregate = aggregateOf(state, seller)?.public;
  const periods = aggregate?.[part] ?? aggregate?.periods;
  if (periods === undefined) return undefined;
  const totals: Totals = {};
  for (const counters of [periods.lifetime, ...periods.recent.map((one) => one.counters)]) {
    for (const name of counterNames) {
      const n = counters[name] ?? 0;
      expect(n, name).to.be.at.least(0);
      if (n !== 0) totals[name] = (totals[name] ?? 0) + n;
    }
  }
  return totals;
}

function expectKept(state: MemoryState): void {
  for (const seller of ['shop.a', 'bazaar.b']) {
    const periods = kept(state, seller, 'periods');
    if (periods === undefined) continue;
    expect(periods).to.deep.equal(fromGroups(state, seller, false));
    expect(kept(state, seller, 'uncontested')).to.deep.equal(fromGroups(state, seller, true));
  }
}

describe("a seller's counters", () => {
  it('are at any time what its groups give when they are added up anew, contested or not', () => {
    fc.assert(
      fc.property(stories, fc.nat(40), (story: Statement[], cut) => {
        expectKept(tell(story.slice(0, 1 + (cut % story.length))));
      }),
      { numRuns: 500 },
    );
  });

  it('are so, too, after keys were revoked', () => {
    fc.assert(
      fc.property(stories, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (story, signed) => {
        const state = tell(story);
        const stolen = story.filter((_, i) => signed[i]).reverse();
        revokeRecords(
          state,
          stolen.map(({ id }) => state.record(id) as StatedRecord),
        );
        expectKept(state);
      }),
      { numRuns: 500 },
    );
  });
});
