import { expect } from 'chai';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import type { Queries } from '../../../gateway/projection/port.js';
import { Scores } from '../../../gateway/services/read/scores.js';
import { aggregateOf, day, flawless } from '../../domain/score/fixtures.js';

const seller = 'shop.one';
const contest = { text: 'Ask.', link: 'https://alfa.example/contest' };

/** Scores over a seller with as many records, and the days up to which its facts were folded again. */
function scoresOf(count: number): { scores: Scores; refolded: number[] } {
  const facts = aggregateOf([flawless(30), flawless(30)], { records: { count, head: '00'.repeat(32) } });
  const refolded: number[] = [];
  const queries = {
    generation: () => 'one',
    aggregate: (id: string) => (id === seller ? { public: facts } : undefined),
    consortium: () => ({ organisations: [], parameters: { demo: false } }),
    policy: () => scorePolicy1,
    participant: () => undefined,
    joinedAggregate: () => undefined,
    refold(_seller: string, lastDay: number): { public: PublicAggregate } {
      refolded.push(lastDay);
      return { public: aggregateOf([flawless(25)], { newestDay: lastDay }) };
    },
  } as unknown as Queries;
  return { scores: new Scores(queries, () => (day + 3) * daySeconds + 7_200, contest), refolded };
}

describe('scores of past days', () => {
  const then = (day - 30) * daySeconds;

  it('come with the facts of their day, folded again once for score and story', () => {
    const { refolded, scores } = scoresOf(100);
    const story = scores.story(seller, then);
    expect(story.facts.newestDay).to.equal(day - 30);
    expect(story.history.at(-1)?.asOf).to.equal(then);
    expect(scores.one(seller, then).asOf).to.equal(then);
    expect(scores.story(seller, then)).to.equal(story);
    expect(refolded).to.deep.equal([day - 30]);
  });

  it('leave the newest story as it is', () => {
    const { refolded, scores } = scoresOf(100);
    scores.story(seller, then);
    expect(scores.story(seller).facts.newestDay).to.equal(day);
    expect(refolded).to.have.length(1);
  });

  it('do not fill the memory, whoever asks for every day of a seller', () => {
    const { refolded, scores } = scoresOf(100);
    const days = Array.from({ length: 101 }, (_, i) => then - i * daySeconds);
    for (const asOf of days) scores.story(seller, asOf);
    scores.story(seller, days.at(-1));
    expect(refolded).to.have.length(101);
    scores.story(seller, days[0]);
    expect(refolded, 'the oldest was dropped').to.have.length(102);
  });

  it('are given from the first order to today', () => {
    const days = scoresOf(2_000).scores.days(seller);
    expect(days).to.deep.equal({
      first: (day - 400) * daySeconds,
      last: (day + 3) * daySeconds,
      isShortened: false,
    });
  });

  it('are not computed of more records than one answer may fold, and say so beforehand', () => {
    const { refolded, scores } = scoresOf(2_001);
    expect(scores.days(seller)).to.include({ first: day * daySeconds, isShortened: true });
    expect(() => scores.story(seller, then)).to.throw('this many records');
    expect(scores.one(seller, day * daySeconds).asOf).to.equal(day * daySeconds);
    expect(refolded).to.deep.equal([]);
  });

  it('name the page on which this seller contests them', () => {
    expect(scoresOf(1).scores.one(seller).contest.link).to.equal(
      'https://alfa.example/contest?seller=shop.one',
    );
  });
});
