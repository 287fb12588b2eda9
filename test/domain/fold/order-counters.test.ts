import { expect } from 'chai';
import {
  Story,
  caseStep,
  commitment,
  correction,
  days,
  fulfilment,
  order,
  payment,
  review,
  startDay,
} from './story.js';

const one = (changes: Parameters<typeof order>[1] = {}): Story => {
  const story = new Story();
  story.say('platform', order(1, changes));
  return story;
};

describe('payments of an order', () => {
  it('hold no chargeback against it that was reversed', () => {
    const story = one();
    story.say('pay', payment(1, 'settled', 0));
    story.say('pay', payment(1, 'chargeback', 14));
    expect(story.totals()).to.include({ chargebacks: 1, defective: 1 });
    story.say('pay', payment(1, 'chargeback-reversed', 45));
    const won = story.totals();
    expect(won).to.include({ paid: 1, chargebackEvents: 1, reversedEvents: 1 });
    expect(won).to.not.have.any.keys('chargebacks', 'defective');
  });

  it('reverse the chargeback of their own token, and once', () => {
    const story = one();
    story.say('pay', payment(1, 'chargeback', 14, 1));
    story.say('pay', payment(1, 'chargeback', 14, 2));
    story.say('pay', payment(1, 'chargeback-reversed', 45, 1));
    const again = story.say('pay', payment(1, 'chargeback-reversed', 46, 1));
    story.say('pay', payment(1, 'chargeback-reversed', 46, 3));
    expect(story.flag(again)).to.equal('outranked');
    expect(story.totals()).to.include({ chargebacks: 1, chargebackEvents: 2, reversedEvents: 2 });
    story.say('pay', payment(1, 'chargeback-reversed', 47, 2));
    expect(story.totals()).to.not.have.property('chargebacks');
  });

  it('are charged back again once the reversal is taken back', () => {
    const story = one();
    story.say('pay', payment(1, 'chargeback', 14));
    story.say('pay', correction(story.say('pay', payment(1, 'chargeback-reversed', 45))));
    expect(story.totals()).to.include({ chargebacks: 1 }).and.not.have.property('reversedEvents');
  });

  it('count by their own days besides: each one', () => {
    const story = one();
    story.say('pay', payment(1, 'settled', 0, 1));
    story.say('pay', payment(1, 'settled', 40, 2));
    story.say('pay', payment(1, 'chargeback', 50, 2));
    story.say('pay', payment(1, 'fraud-confirmed', 60, 2));
    story.say('pay', payment(1, 'chargeback-reversed', 70, 2));
    const byDay = story.aggregate().detail.days.map(({ day, counters }) => [day - startDay, counters]);
    expect(byDay).to.deep.equal([
      [0, { orders: 1, paid: 1, frauds: 1, paidElsewhere: 1, settledEvents: 1 }],
      [40, { settledEvents: 1 }],
      [50, { chargebackEvents: 1 }],
      [60, { fraudEvents: 1 }],
      [70, { reversedEvents: 1 }],
    ]);
  });
});

describe('what someone else confirms', () => {
  it('is a delivery of every parcel by a carrier of another organisation', () => {
    const story = one({ parcels: 2, parties: { carrier: 'ship' } });
    story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 1 }));
    story.say('platform', fulfilment(1, 'delivered', 4, { parcel: 2 }));
    expect(story.totals()).to.include({ onTime: 1 }).and.not.have.property('deliveredElsewhere');
    story.say('carrier', fulfilment(1, 'delivered', 12, { parcel: 2 }));
    expect(story.totals()).to.include({ late: 1, deliveredElsewhere: 1 });
  });

  it('is not one by a carrier of the platform’s own organisation, or by another kind of participant', () => {
    const own = one({ parties: { carrier: 'van' } });
    own.say('van', fulfilment(1, 'delivered', 4));
    expect(own.totals()).to.include({ onTime: 1 }).and.not.have.property('deliveredElsewhere');
    const foreign = one({ parties: { carrier: 'bazaar' } });
    foreign.say('other', fulfilment(1, 'delivered', 4));
    expect(foreign.totals()).to.include({ onTime: 1 }).and.not.have.property('deliveredElsewhere');
  });

  it('is a delivery that lost its conflict group, too', () => {
    const story = one({ parties: { carrier: 'van', customsBroker: 'ship' } });
    story.say('van', fulfilment(1, 'delivered', 4));
    expect(story.flag(story.say('carrier', fulfilment(1, 'delivered', 5)))).to.equal('outranked');
    expect(story.totals()).to.include({ onTime: 1, deliveredElsewhere: 1 });
  });

  it('is nothing that a stranger says, or that is taken back, or dated before the order', () => {
    const story = one({ at: days(1), parties: { carrier: 'ship', paymentProvider: 'pay' } });
    story.say('platform', fulfilment(1, 'delivered', 4));
    story.say('stranger', fulfilment(1, 'delivered', 4));
    story.say('carrier', correction(story.say('carrier', fulfilment(1, 'delivered', 4))));
    story.say('carrier', fulfilment(1, 'delivered', 0));
    story.say('pay', payment(1, 'settled', 0));
    expect(story.totals()).to.deep.equal({ orders: 1, promised: 1, onTime: 1 });
  });

  it('is a payment by another organisation', () => {
    const story = one();
    story.say('pay', payment(1, 'settled', 0));
    expect(story.totals()).to.include({ paid: 1, paidElsewhere: 1 });
  });
});

describe('a defective order', () => {
  const about = { order: commitment(1) };

  it('is one with an item rating of one or two, once the review counts', () => {
    const story = one();
    story.say('platform', review(1, 1, 3, 2));
    expect(story.totals()).to.not.have.property('defective');
    story.say('carrier', fulfilment(1, 'delivered', 4));
    expect(story.totals()).to.include({ defective: 1 });
    const fair = one();
    fair.say('platform', review(1, 1, 11, 3));
    expect(fair.totals()).to.not.have.property('defective');
  });

  it('is one with a case decided for the buyer, on the order’s day, once however many faults it has', () => {
    const story = one();
    story.say('pay', payment(1, 'chargeback', 40));
    story.say('platform', review(1, 1, 40, 1));
    story.say('platform', caseStep('C1', 'opened', 40, about));
    story.say('arbiter', caseStep('C1', 'resolved', 50, { outcome: 'for-buyer' }));
    story.say('arbiter', caseStep('C2', 'opened', 40, about));
    story.say('arbiter', caseStep('C2', 'resolved', 50, { outcome: 'for-buyer' }));
    const first = story.aggregate().detail.days[0];
    expect(first?.day).to.equal(startDay);
    expect(first?.counters).to.include({ defective: 1, unresolved: 1 });
    expect(story.totals()).to.include({ defective: 1, unresolved: 1, casesForBuyer: 2 });
  });

  it('is unresolved without the seller’s answer or a refund', () => {
    const decided = (): Story => {
      const story = one();
      story.say('arbiter', caseStep('C1', 'opened', 12, about));
      story.say('arbiter', caseStep('C1', 'resolved', 30, { outcome: 'for-buyer' }));
      return story;
    };
    expect(decided().totals()).to.include({ defective: 1, unresolved: 1 });
    const answered = decided();
    answered.say('seller', caseStep('C1', 'responded', 13));
    expect(answered.totals()).to.include({ defective: 1 }).and.not.have.property('unresolved');
    const refunded = decided();
    refunded.say('pay', payment(1, 'refunded', 31));
    expect(refunded.totals()).to.include({ defective: 1 }).and.not.have.property('unresolved');
  });

  it('ceases to be one when the decision is for the seller, appealed or taken back', () => {
    const story = one();
    story.say('arbiter', caseStep('C1', 'opened', 12, about));
    story.say('arbiter', caseStep('C1', 'resolved', 30, { outcome: 'for-buyer' }));
    story.say('seller', caseStep('C1', 'appealed', 31));
    expect(story.totals(), 'an appeal alone clears nothing').to.include({ defective: 1 });
    story.say('arbiter', caseStep('C1', 'appeal-decided', 40, { outcome: 'for-seller' }));
    expect(story.totals()).to.not.have.any.keys('defective', 'unresolved');
    const taken = one();
    taken.say('arbiter', caseStep('C1', 'opened', 12, about));
    const wrong = taken.say('arbiter', caseStep('C1', 'resolved', 30, { outcome: 'for-buyer' }));
    taken.say('arbiter', correction(wrong));
    expect(taken.totals()).to.not.have.any.keys('defective', 'unresolved');
  });

  it('hears of a case that came before its order, and of one moved to it', () => {
    const story = new Story();
    const opened = story.say('arbiter', caseStep('C1', 'opened', 12, { order: commitment(2) }));
    story.say('arbiter', caseStep('C1', 'resolved', 30, { outcome: 'for-buyer' }));
    story.say('platform', order(1));
    expect(story.totals()).to.not.have.property('defective');
    story.say('arbiter', correction(opened, caseStep('C1', 'opened', 12, about)));
    expect(story.totals()).to.include({ defective: 1, unresolved: 1 });
  });

  it('is none by a case that a stranger to the order opened', () => {
    const story = one();
    story.say('other', caseStep('C1', 'opened', 12, about));
    story.say('other', caseStep('C1', 'resolved', 30, { outcome: 'for-buyer' }));
    expect(story.totals()).to.not.have.any.keys('defective', 'unresolved');
  });

  it('keeps its document small however many cases are opened about it', () => {
    const story = one();
    const size = (): number => JSON.stringify(story.state().get(`order/shop.a/${commitment(1)}`)).length;
    for (let n = 1; n <= 9; n++) {
      story.say('platform', caseStep(`C${n}`, 'opened', 12, about));
      story.say('platform', caseStep(`C${n}`, 'resolved', 30, { outcome: 'for-buyer' }));
    }
    const before = size();
    expect(before).to.be.below(1_000);
    story.say('platform', caseStep('C0', 'opened', 12, about));
    story.say('platform', caseStep('C0', 'resolved', 30, { outcome: 'for-buyer' }));
    expect(size()).to.be.at.most(before + 2);
  });
});

describe('a case about no order', () => {
  it('is defective and unresolved by itself, on the day it was opened', () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 12));
    story.say('platform', caseStep('C1', 'resolved', 30, { outcome: 'for-buyer' }));
    expect(
      story.aggregate().detail.days.map(({ day, counters }) => [day - startDay, counters]),
    ).to.deep.equal([[12, { casesOpened: 1, casesForBuyer: 1, defective: 1, unresolved: 1 }]]);
    story.say('seller', caseStep('C1', 'responded', 13));
    expect(story.totals()).to.include({ defective: 1 }).and.not.have.property('unresolved');
  });
});

describe('the credit for an answer', () => {
  it('is not for a case that was won: it stays with the one it was given for', () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 1));
    story.say('seller', caseStep('C1', 'responded', 2));
    expect(story.totals()).to.deep.equal({ casesOpened: 1, casesAnswered: 1, casesAnsweredHeld: 1 });
    story.say('platform', caseStep('C1', 'resolved', 3, { outcome: 'withdrawn' }));
    expect(story.totals()).to.deep.equal({ casesOpened: 1, casesAnswered: 1, casesForSeller: 1 });
    story.say('platform', caseStep('C2', 'opened', 1));
    story.say('seller', caseStep('C2', 'responded', 2));
    story.say('platform', caseStep('C2', 'resolved', 3, { outcome: 'shared' }));
    expect(story.totals()).to.include({ casesAnswered: 2, casesAnsweredHeld: 1, casesForBuyer: 1 });
  });
});
