import { expect } from 'chai';
import { Story, caseStep, correction, fulfilment, order, review } from './story.js';

const one = (changes: Parameters<typeof order>[1] = {}): Story => {
  const story = new Story();
  story.say('platform', order(1, changes));
  return story;
};

describe('an order in several parcels', () => {
  it('is delivered once as many parcels are as the order says', () => {
    const story = one({ parcels: 2 });
    story.say('platform', fulfilment(1, 'dispatched', 1, { parcel: 1 }));
    story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 1 }));
    expect(story.totals()).to.deep.equal({ orders: 1, dispatched: 1 });
    story.say('carrier', fulfilment(1, 'delivered', 6, { parcel: 2 }));
    expect(story.totals()).to.include({ promised: 1, onTime: 1 });
  });

  it('is late if the last one is', () => {
    const story = one({ parcels: 2 });
    story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 1 }));
    story.say('carrier', fulfilment(1, 'delivered', 11, { parcel: 2 }));
    expect(story.totals()).to.include({ late: 1 }).and.not.have.property('onTime');
  });

  it('goes by the largest number that a dispatch says, before what the order says', () => {
    const story = one({ parcels: 1 });
    story.say('platform', fulfilment(1, 'dispatched', 1, { parcel: 1, parcels: 2 }));
    story.say('platform', fulfilment(1, 'dispatched', 1, { parcel: 2, parcels: 3 }));
    for (const parcel of [1, 2]) story.say('carrier', fulfilment(1, 'delivered', 4, { parcel }));
    expect(story.totals()).to.not.have.property('promised');
    story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 3 }));
    expect(story.totals()).to.include({ onTime: 1 });
    const fewer = one({ parcels: 3 });
    fewer.say('platform', fulfilment(1, 'dispatched', 1, { parcels: 1 }));
    fewer.say('carrier', fulfilment(1, 'delivered', 4));
    expect(fewer.totals()).to.include({ onTime: 1 });
  });

  it('does not go by a dispatch that lost its conflict group', () => {
    const story = one({ parcels: 1 });
    story.say('platform', fulfilment(1, 'dispatched', 1, { parcels: 9 }));
    story.say('carrier', fulfilment(1, 'dispatched', 1));
    story.say('carrier', fulfilment(1, 'delivered', 4));
    expect(story.totals()).to.include({ onTime: 1 });
  });

  it('needs no more parcels than those that were not cancelled or sent back', () => {
    for (const [event, changes] of [
      ['cancelled', { by: 'buyer' }],
      ['returned', { reason: 'refused' }],
    ] as const) {
      const story = one({ parcels: 2 });
      story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 1 }));
      story.say('platform', fulfilment(1, event, 5, { parcel: 2, ...changes }));
      expect(story.totals(), event).to.include({ promised: 1, onTime: 1 });
    }
  });

  it('is over where the rest is cancelled as a whole', () => {
    const story = one({ parcels: 3 });
    story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 1 }));
    story.say('platform', fulfilment(1, 'cancelled', 5, { by: 'buyer' }));
    expect(story.totals()).to.deep.equal({ orders: 1, promised: 1, onTime: 1, deliveredElsewhere: 1 });
  });

  it('stays open while a parcel is neither sent, cancelled nor back', () => {
    for (const [event, changes] of [
      ['cancelled', { by: 'buyer' }],
      ['returned', { reason: 'refused' }],
    ] as const) {
      const story = one({ parcels: 2 });
      story.say('platform', fulfilment(1, event, 5, { parcel: 1, ...changes }));
      const { returned, ...others } = story.totals();
      expect(others, event).to.deep.equal({ orders: 1 });
      expect(returned, event).to.equal(event === 'returned' ? 1 : undefined);
    }
  });

  it('is lost with one lost parcel, whatever became of the others', () => {
    const story = one({ parcels: 4 });
    story.say('carrier', fulfilment(1, 'delivered', 4, { parcel: 1 }));
    story.say('platform', fulfilment(1, 'cancelled', 4, { parcel: 2, by: 'buyer' }));
    story.say('carrier', fulfilment(1, 'returned', 4, { parcel: 3, reason: 'refused' }));
    story.say('carrier', fulfilment(1, 'lost', 4, { parcel: 4 }));
    expect(story.totals()).to.deep.equal({ orders: 1, returned: 1, promised: 1, lost: 1 });
  });

  it('is cancelled where one parcel is and another came back: the seller’s own cancellation is not hidden', () => {
    const story = one({ parcels: 2 });
    story.say('platform', fulfilment(1, 'cancelled', 4, { parcel: 1, by: 'seller' }));
    story.say('carrier', fulfilment(1, 'returned', 4, { parcel: 2, reason: 'refused' }));
    expect(story.totals()).to.deep.equal({ orders: 1, returned: 1, promised: 1, cancelledSeller: 1 });
  });
});

describe('a parcel that comes back before delivery', () => {
  const back = (reason?: 'refused' | 'unclaimed' | 'address' | 'damaged' | 'recalled' | 'seller'): Story => {
    const story = one();
    story.say('platform', fulfilment(1, 'dispatched', 1, { tracking: 'valid' }));
    story.say('carrier', fulfilment(1, 'returned', 12, reason === undefined ? {} : { reason }));
    return story;
  };

  it('ends its order as undelivered, which is no broken promise', () => {
    for (const reason of [undefined, 'refused', 'unclaimed', 'address'] as const) {
      expect(back(reason).totals(), reason).to.deep.equal({
        orders: 1,
        dispatched: 1,
        tracked: 1,
        returned: 1,
        undelivered: 1,
      });
    }
  });

  it('is as lost where the seller answers for it', () => {
    for (const reason of ['damaged', 'recalled', 'seller'] as const) {
      expect(back(reason).totals(), reason)
        .to.include({ promised: 1, lost: 1, returned: 1 })
        .and.not.have.property('undelivered');
    }
  });

  it('keeps a late dispatch: it was sent all the same', () => {
    const story = one();
    story.say('platform', fulfilment(1, 'dispatched', 3));
    story.say('carrier', fulfilment(1, 'returned', 12, { reason: 'refused' }));
    expect(story.totals()).to.include({ dispatched: 1, dispatchedLate: 1, undelivered: 1 });
  });

  it('is delivered if it is, before or after', () => {
    const story = back('refused');
    story.say('carrier', fulfilment(1, 'delivered', 9));
    expect(story.totals()).to.include({ onTime: 1, returned: 1 }).and.not.have.property('undelivered');
  });

  it('lets a review wait for the promised day', () => {
    const story = back('refused');
    const early = story.say('platform', review(1, 1, 9, 5));
    expect(story.flag(early)).to.equal('review_too_early');
    expect(story.flag(story.say('platform', review(1, 2, 11, 1)))).to.equal(undefined);
  });

  it('is cancelled where the order is', () => {
    const story = back('refused');
    story.say('platform', fulfilment(1, 'cancelled', 2, { by: 'buyer' }));
    expect(story.totals()).to.include({ cancelledOther: 1 }).and.not.have.property('undelivered');
  });
});

describe("a carrier's word that a parcel is lost", () => {
  const lost = (): Story => {
    const story = one();
    story.say('carrier', fulfilment(1, 'lost', 9));
    return story;
  };
  const expectLost = (story: Story): void => {
    expect(story.totals()).to.include({ promised: 1, lost: 1 });
  };

  it('stands against a delivery that the platform states, whichever came first', () => {
    const story = lost();
    story.say('platform', fulfilment(1, 'delivered', 5));
    expectLost(story);
    const first = one();
    first.say('platform', fulfilment(1, 'delivered', 5));
    first.say('carrier', fulfilment(1, 'lost', 9));
    expectLost(first);
  });

  it('stands against a return or a cancellation that the platform states', () => {
    const returned = lost();
    returned.say('platform', fulfilment(1, 'returned', 10, { reason: 'refused' }));
    expectLost(returned);
    const cancelled = lost();
    cancelled.say('platform', fulfilment(1, 'cancelled', 10, { parcel: 1, by: 'buyer' }));
    expectLost(cancelled);
  });

  it('ends with what the carrier says later', () => {
    const found = lost();
    found.say('carrier', fulfilment(1, 'delivered', 30));
    expect(found.totals()).to.include({ late: 1 }).and.not.have.property('lost');
    const returned = lost();
    returned.say('carrier', fulfilment(1, 'returned', 30, { reason: 'address' }));
    expect(returned.totals()).to.include({ undelivered: 1 }).and.not.have.property('lost');
    const mistaken = one();
    const wrong = mistaken.say('carrier', fulfilment(1, 'lost', 9));
    mistaken.say('platform', fulfilment(1, 'delivered', 5));
    mistaken.say('carrier', correction(wrong));
    expect(mistaken.totals()).to.include({ onTime: 1 });
  });

  it('ends with a case about the order that is decided for the seller', () => {
    const story = lost();
    story.say('platform', fulfilment(1, 'delivered', 5));
    const { order: commitment } = order(1) as { order: string };
    story.say('arbiter', caseStep('C1', 'opened', 12, { order: commitment }));
    expectLost(story);
    const decision = story.say('arbiter', caseStep('C1', 'resolved', 20, { outcome: 'for-seller' }));
    expect(story.totals()).to.include({ onTime: 1 }).and.not.have.property('lost');
    story.say('arbiter', correction(decision));
    expectLost(story);
  });

  it('does not end with a case about another order, or one that a stranger opened', () => {
    const story = lost();
    story.say('platform', fulfilment(1, 'delivered', 5));
    story.say('arbiter', caseStep('C1', 'opened', 12, { order: (order(2) as { order: string }).order }));
    story.say('arbiter', caseStep('C1', 'resolved', 20, { outcome: 'for-seller' }));
    story.say('other', caseStep('C2', 'opened', 12, { order: (order(1) as { order: string }).order }));
    story.say('other', caseStep('C2', 'resolved', 20, { outcome: 'for-seller' }));
    expectLost(story);
  });

  it('weighs no more than the word of the platform where the platform states it', () => {
    const story = one();
    story.say('platform', fulfilment(1, 'lost', 9));
    story.say('platform', fulfilment(1, 'delivered', 9));
    expect(story.totals()).to.include({ onTime: 1 });
  });
});
