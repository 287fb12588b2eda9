import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Aggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import type { Json, StatedRecord } from '../../../chaincode/domain/fold/state.js';
import { revokeRecords } from '../../../chaincode/domain/fold/fold-records.js';
import { retold, stories } from './random-story.js';
import { type Statement, correction, idOf, sha256, statedAt, tell } from './story.js';

const sellers = ['shop.a', 'bazaar.b'];

/** Places in status lists follow the order in which the ledger heard of things, as the chain over the records does. */
const unnumbered = (facts: Aggregate['public']) => ({
  ...facts,
  number: 0,
  certifications: facts.certifications.map((entry) => ({ ...entry, number: 0 })),
});

/** What a story's order may not change: all of the aggregates but that chain and those places. */
function counted(state: MemoryState): unknown {
  return sellers.map((seller) => {
    const aggregate = aggregateOf(state, seller);
    return aggregate && { ...aggregate, public: { ...unnumbered(aggregate.public), records: 0 } };
  });
}

/**
 * Besides the chain and those places, what a corrected fact leaves behind: the newest day, and with it the windows. A
 * contest that only moves facts from one old day to another shows in no window.
 */
function countedEver(state: MemoryState): unknown {
  return sellers.map((seller) => {
    const aggregate = aggregateOf(state, seller);
    if (aggregate === undefined) return undefined;
    const { periods, uncontested } = aggregate.public;
    const left = { records: 0, newestDay: 0, firstDay: 0 };
    return {
      ...unnumbered(aggregate.public),
      ...left,
      periods: total(periods),
      uncontested: total(uncontested ?? periods),
    };
  });
}

function total(periods: Aggregate['public']['periods']): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const counters of [periods.lifetime, ...periods.recent.map((p) => p.counters)])
    for (const [name, value] of Object.entries(counters)) sum[name] = (sum[name] ?? 0) + value;

  return Object.fromEntries(Object.entries(sum).filter(([, value]) => value !== 0));
}

/** A correction that came while others spoke of the order: it is judged once, by what stood before it then. */
const hasDecided = (state: MemoryState): boolean => bytes(state).includes('"inUse"');

const bytes = (state: MemoryState): string => JSON.stringify(state.entries());

/** Goes through bytes, as a restart does. */
class Restarted extends MemoryState {
  override get(key: string): Json | undefined {
    const value = super.get(key);
    return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as Json);
  }
}

describe('the fold', () => {
  it('ends in the same bytes if every document was read back from bytes', () => {
    fc.assert(
      fc.property(stories, (story) => {
        expect(bytes(tell(story, new Restarted()))).to.equal(bytes(tell(story)));
      }),
    );
  });

  it('writes canonical documents: equal values are equal bytes', () => {
    fc.assert(
      fc.property(stories, (story) => {
        for (const [key, value] of tell(story).entries())
          expect(JSON.stringify(value), key).to.equal(canonicalText(value));
      }),
    );
  });

  it('gives the same aggregates in any order that agrees within each conflict group', () => {
    fc.assert(
      fc.property(stories, fc.array(fc.nat(1000), { minLength: 1, maxLength: 60 }), (story, choices) => {
        expect(counted(tell(retold(story, choices)))).to.deep.equal(counted(tell(story)));
      }),
      { numRuns: 300 },
    );
  });

  it('counts what was stated and then corrected as if it had never been stated', () => {
    fc.assert(
      fc.property(stories, fc.nat(1000), (story, n) => {
        const target = story[n % story.length] as Statement;
        fc.pre(target.record.kind !== 'correction' && !isSpokenOf(story, target.id));
        const { seller } = target.record;
        const taken: Statement = {
          ...target,
          id: idOf(999),
          record: correction(target.id, undefined, seller),
        };
        const never = story.filter((statement) => statement !== target);
        fc.pre(sellers.every((id) => never.some(({ record }) => record.seller === id) || id !== seller));
        const both = [tell([...story, taken]), tell(never)] as const;
        fc.pre(!both.some(hasDecided));
        expect(countedEver(both[0])).to.deep.equal(countedEver(both[1]));
      }),
      { numRuns: 300 },
    );
  });

  it('counts what a revoked key signed as if it had never been stated', () => {
    fc.assert(
      fc.property(stories, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (story, signed) => {
        const stolen = story.filter((_, i) => signed[i]);
        const others = story.filter((_, i) => !signed[i]);
        fc.pre(sellers.every((id) => isAbout(others, id) || !isAbout(stolen, id)));
        // No case may have been opened over what then counts as never stated: its contest would differ.
        fc.pre(!others.some((s) => s.record.kind === 'case' && stolen.some((t) => isSpokenOf([s], t.id))));
        const state = tell(story);
        for (const { id } of [...stolen].reverse()) revokeRecords(state, [state.record(id) as StatedRecord]);
        const never = tell(others);
        fc.pre(!hasDecided(state) && !hasDecided(never));
        expect(countedEver(state)).to.deep.equal(countedEver(never));
      }),
      { numRuns: 300 },
    );
  });

  it('ends in the same bytes whether a key was revoked before its facts were folded or after', () => {
    fc.assert(
      fc.property(stories, fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }), (story, signed) => {
        const revokedAtOnce = tell(story.map((s, i) => ({ ...s, revoked: signed[i] as boolean })));
        const state = tell(story);
        const stolen = story.filter((_, i) => signed[i]).reverse();
        for (const { id } of stolen) revokeRecords(state, [state.record(id) as StatedRecord]);
        fc.pre(!hasDecided(state) && !hasDecided(revokedAtOnce));
        expect(counted(state)).to.deep.equal(counted(revokedAtOnce));
      }),
      { numRuns: 300 },
    );
  });

  it('does not depend on how statements are cut into batches', () => {
    fc.assert(
      fc.property(stories, fc.integer({ min: 2, max: 7 }), (story, size) => {
        const state = new MemoryState();
        const stated = story.map((statement, n) => statedAt([n, 0, 0, 0], statement));
        for (let i = 0; i < stated.length; i += size)
          state.fold(sha256, { id: `batch ${i}`, records: stated.slice(i, i + size), revoked: false });

        const told = (of: MemoryState): unknown =>
          sellers.map((seller) => {
            const aggregate = aggregateOf(of, seller);
            // A batch numbers its certificates in the order in which it speaks of them.
            return aggregate && { ...aggregate, public: unnumbered(aggregate.public) };
          });
        expect(told(state)).to.deep.equal(told(tell(story)));
      }),
    );
  });
});

function isSpokenOf(story: readonly Statement[], id: string): boolean {
  return story.some(
    ({ record }) =>
      (record.kind === 'correction' && record.target === id) ||
      (record.kind === 'case' && (record.contests ?? []).includes(id)),
  );
}

function isAbout(story: readonly Statement[], seller: string): boolean {
  return story.some(({ record }) => record.seller === seller);
}
