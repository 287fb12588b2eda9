import { expect } from 'chai';
import { daySeconds } from '../../../chaincode/domain/time.js';
import {
  Story,
  type Voice,
  caseStep,
  certification,
  fulfilment,
  identity,
  order,
  review,
  start,
} from './story.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';

const old = '1970-01-01T00:00:00Z';
const firstDay = (...more: readonly (readonly [Voice, FactRecord])[]): number => {
  const story = new Story();
  story.say('platform', order(1));
  story.say('arbiter', caseStep('C1', 'opened', 20));
  for (const [voice, record] of more) story.say(voice, { ...record, at: old });
  return story.aggregate().public.firstDay;
};

// The history of a seller's scores is shown from the first day on, so nobody may move it by one statement.
describe("a seller's history", () => {
  it('begins with its oldest order', () => {
    expect(firstDay()).to.equal(start / daySeconds);
    expect(firstDay(['platform', order(2)])).to.equal(0);
  });

  const words: readonly (readonly [what: string, Voice, FactRecord])[] = [
    ['what the seller says of itself', 'seller', identity({ sameAs: 'bazaar.b' })],
    ['an answer of the seller to no case', 'seller', caseStep('C9', 'responded', 0)],
    ['an answer of the seller to a case', 'seller', caseStep('C1', 'responded', 0)],
    ['what a stranger says of an order', 'stranger', fulfilment(1, 'delivered', 0)],
    ['what a stranger says of no order', 'stranger', fulfilment(9, 'delivered', 0)],
    ['a carrier’s time before the order', 'carrier', fulfilment(1, 'dispatched', 0)],
    ['a review that waits', 'platform', review(1, 1, 0, 5)],
    ['a certificate', 'certifier', certification('K1', 0)],
  ];
  for (const [what, voice, record] of words)
    it(`is not made older by ${what}`, () => expect(firstDay([voice, record])).to.equal(firstDay()));
});
