import { expect } from 'chai';
import { formatTime } from '../../../chaincode/domain/time.js';
import {
  Story,
  caseStep,
  correction,
  days,
  fulfilment,
  order,
  payment,
  review,
  start,
  trace,
} from './story.js';

const hours = (n: number): string => formatTime(start + n * 3_600);

describe('a fact dated before its order', () => {
  it('does not count, whatever its kind, and says so', () => {
    const story = new Story();
    story.say('platform', order(1, { at: days(5), dispatchBy: days(6) }));
    const early = [
      story.say('carrier', fulfilment(1, 'delivered', 4)),
      story.say('carrier', trace(1, 'departed', 4)),
      story.say('pay', payment(1, 'settled', 4)),
      story.say('platform', review(1, 1, 4, 5)),
    ];
    expect(early.map((id) => story.flag(id))).to.deep.equal(Array(4).fill('before_order'));
    expect(story.totals()).to.deep.equal({ orders: 1 });
  });

  it('counts once a correction mends it, of the fact or of the order', () => {
    for (const mend of ['fact', 'order'] as const) {
      const story = new Story();
      const stated = story.say('platform', order(1, { at: days(5), dispatchBy: days(6) }));
      const early = story.say('carrier', fulfilment(1, 'delivered', 4));
      if (mend === 'fact') story.say('carrier', correction(early, fulfilment(1, 'delivered', 7)));
      else story.say('platform', correction(stated, order(1, { at: days(3), dispatchBy: days(6) })));
      expect(story.totals(), mend).to.include({ onTime: 1 });
    }
  });

  it('may be an hour early: each issuer rounds to the hour its own way', () => {
    const story = new Story();
    story.say('platform', order(1, { at: hours(10) }));
    const rounded = story.say('pay', { ...payment(1, 'settled', 0), at: hours(9) });
    const early = story.say('pay', { ...payment(1, 'settled', 0, 2), at: hours(8) });
    expect([rounded, early].map((id) => story.flag(id))).to.deep.equal([undefined, 'before_order']);
  });

  it('still names the parties of the order', () => {
    const story = new Story();
    story.say('platform', order(1, { at: days(5), dispatchBy: days(6) }));
    story.say('platform', fulfilment(1, 'dispatched', 1, { parties: { carrier: 'drone' } }));
    expect(story.flag(story.say('stranger', fulfilment(1, 'delivered', 6)))).to.equal(undefined);
  });

  it('of a participant nobody named is flagged for that', () => {
    const story = new Story();
    story.say('platform', order(1, { at: days(5), dispatchBy: days(6) }));
    expect(story.flag(story.say('stranger', fulfilment(1, 'lost', 1)))).to.equal('not_a_party');
  });
});

describe('a step dated before its case', () => {
  it('does not count, and says so', () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 10));
    const early = story.say('platform', caseStep('C1', 'resolved', 9, { outcome: 'for-seller' }));
    expect(story.flag(early)).to.equal('before_case');
    expect(story.totals()).to.deep.equal({ casesOpened: 1 });
    expect(story.aggregate().public.openCases).to.deep.equal(['shop/C1']);
  });

  it('may be an hour early', () => {
    const story = new Story();
    story.say('platform', { ...caseStep('C1', 'opened', 0), at: hours(10) });
    const rounded = story.say('seller', { ...caseStep('C1', 'responded', 0), at: hours(9) });
    const early = story.say('arbiter', {
      ...caseStep('C1', 'resolved', 0, { outcome: 'for-buyer' }),
      at: hours(8),
    });
    expect([rounded, early].map((id) => story.flag(id))).to.deep.equal([undefined, 'before_case']);
  });

  it('counts in the case of its number that it does not precede', () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 1));
    story.say('arbiter', caseStep('C1', 'opened', 10));
    const answer = story.say('seller', caseStep('C1', 'responded', 5));
    expect(story.flag(answer)).to.equal(undefined);
    expect(story.totals()).to.deep.equal({ casesOpened: 2, casesAnswered: 1, casesAnsweredHeld: 1 });
  });

  it('leaves the next best step to count', () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 10));
    story.say('arbiter', caseStep('C1', 'resolved', 3, { outcome: 'for-buyer' }));
    story.say('platform', caseStep('C1', 'resolved', 12, { outcome: 'for-seller' }));
    expect(story.totals()).to.deep.equal({ casesOpened: 1, casesForSeller: 1 });
  });
});
