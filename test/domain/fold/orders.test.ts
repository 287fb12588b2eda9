import { expect } from 'chai';
import { Story, fulfilment, order, payment, review, startDay } from './story.js';

describe('reduceOrder', () => {
  const delivered = (day: number): Story => {
    const story = new Story();
    story.say('platform', order(1));
    story.say('carrier', fulfilment(1, 'dispatched', 1, { tracking: 'valid' }));
    story.say('carrier', fulfilment(1, 'delivered', day));
    return story;
  };

  it('counts an order delivered by the promised day as on time', () => {
    expect(delivered(10).totals()).to.deep.equal({
      orders: 1,
      dispatched: 1,
      tracked: 1,
      promised: 1,
      onTime: 1,
      deliveredElsewhere: 1,
    });
  });

  it('counts one delivered after it as late', () => {
    expect(delivered(11).totals()).to.include({ promised: 1, late: 1 }).and.not.have.property('onTime');
  });

  it('is on time with several parcels only if the last one is', () => {
    const story = delivered(5);
    story.say('carrier', fulfilment(1, 'dispatched', 3, { parcel: 2, tracking: 'valid' }));
    expect(story.totals()).to.include({ dispatchedLate: 1 }).and.not.have.property('promised');
    story.say('carrier', fulfilment(1, 'delivered', 12, { parcel: 2 }));
    expect(story.totals()).to.include({ late: 1 }).and.not.have.property('onTime');
  });

  it("takes the carrier's delivery before the platform's, whichever came first", () => {
    const story = new Story();
    story.say('platform', order(1));
    const said = story.say('platform', fulfilment(1, 'delivered', 5));
    expect(story.totals()).to.include({ onTime: 1 });
    story.say('carrier', fulfilment(1, 'delivered', 15));
    expect(story.totals()).to.include({ late: 1 }).and.not.have.property('onTime');
    expect(story.flag(said)).to.equal('outranked');
  });

  it('takes the earlier of two statements of equal authority', () => {
    const story = delivered(5);
    const second = story.say('carrier', fulfilment(1, 'delivered', 15));
    expect(story.totals()).to.include({ onTime: 1 }).and.not.have.property('late');
    expect(story.flag(second)).to.equal('outranked');
  });

  it('keeps facts that come before their order, and joins them when it comes', () => {
    const story = new Story();
    const early = story.say('carrier', fulfilment(1, 'delivered', 5));
    expect(story.flag(early)).to.equal('order_missing');
    expect(story.totals()).to.deep.equal({});
    story.say('platform', order(1));
    expect(story.flag(early)).to.equal(undefined);
    expect(story.totals()).to.include({ onTime: 1 });
  });

  it('does not let a participant nobody named write the history of an order', () => {
    const story = new Story();
    story.say('platform', order(1));
    const forged = story.say('stranger', fulfilment(1, 'lost', 5));
    expect(story.flag(forged)).to.equal('not_a_party');
    expect(story.totals()).to.deep.equal({ orders: 1 });
  });

  it('joins a carrier that the platform names only when it dispatches', () => {
    const story = new Story();
    story.say('platform', order(1));
    const fact = story.say('stranger', fulfilment(1, 'delivered', 5));
    story.say('platform', fulfilment(1, 'dispatched', 1, { parties: { carrier: 'drone' } }));
    expect(story.flag(fact)).to.equal(undefined);
    expect(story.totals()).to.include({ onTime: 1 });
  });

  it('does not let a party name further parties', () => {
    const story = new Story();
    story.say('platform', order(1));
    story.say('carrier', fulfilment(1, 'dispatched', 1, { parties: { carrier: 'drone' } }));
    expect(story.flag(story.say('stranger', fulfilment(1, 'delivered', 5)))).to.equal('not_a_party');
  });

  it("judges only the seller's own cancellations as broken promises", () => {
    const bySeller = new Story();
    bySeller.say('platform', order(1));
    bySeller.say('platform', fulfilment(1, 'cancelled', 1, { by: 'seller' }));
    expect(bySeller.totals()).to.deep.equal({ orders: 1, promised: 1, cancelledSeller: 1 });
    const byBuyer = new Story();
    byBuyer.say('platform', order(1));
    byBuyer.say('platform', fulfilment(1, 'cancelled', 1, { by: 'buyer' }));
    expect(byBuyer.totals()).to.deep.equal({ orders: 1, cancelledOther: 1 });
  });

  it('counts a parcel that turns up after it was lost as delivered', () => {
    const story = new Story();
    story.say('platform', order(1));
    story.say('carrier', fulfilment(1, 'lost', 9));
    expect(story.totals()).to.include({ lost: 1, promised: 1 });
    story.say('carrier', fulfilment(1, 'delivered', 30));
    expect(story.totals()).to.include({ late: 1, promised: 1 }).and.not.have.property('lost');
  });

  it('counts an order once however many payments it took', () => {
    const story = delivered(5);
    story.say('pay', payment(1, 'settled', 0, 1));
    story.say('pay', payment(1, 'settled', 0, 2));
    story.say('pay', payment(1, 'chargeback', 20, 2));
    expect(story.totals()).to.include({ paid: 1, chargebacks: 1 });
  });

  it('counts a review once its order is delivered', () => {
    const story = new Story();
    story.say('platform', order(1));
    const early = story.say('platform', review(1, 1, 3, 5));
    expect(story.flag(early)).to.equal('review_too_early');
    story.say('carrier', fulfilment(1, 'delivered', 4));
    expect(story.totals()).to.include({ reviews: 1, ratingSum: 5, rating5: 1 });
  });

  it('counts a review of an order that never came once delivery was due', () => {
    const story = new Story();
    story.say('platform', order(1));
    story.say('platform', review(1, 1, 11, 1));
    expect(story.totals()).to.include({ reviews: 1, rating1: 1 });
  });

  it('never counts a review without an order', () => {
    const story = new Story();
    expect(story.flag(story.say('platform', review(1, 1, 300, 1)))).to.equal('order_missing');
    expect(story.totals()).to.deep.equal({});
  });

  it('collapses the reviews of one buyer in a period into their rounded mean', () => {
    const story = new Story();
    for (const n of [1, 2, 3]) {
      story.say('platform', order(n));
      story.say('carrier', fulfilment(n, 'delivered', 1));
    }
    story.say('platform', review(1, 7, 2, 5, { rating: { item: 5, service: 4 } }));
    story.say('platform', review(2, 7, 3, 1));
    story.say('platform', review(3, 7, 4, 1, { rating: { item: 1, service: 1 } }));
    expect(story.totals()).to.include({
      reviews: 1,
      ratingSum: 2,
      rating2: 1,
      serviceCount: 1,
      serviceSum: 3,
    });
    const reviewed = story.aggregate().detail.days.filter(({ counters }) => counters.reviews);
    expect(reviewed.map(({ day }) => day - startDay)).to.deep.equal([3]);
  });
});
