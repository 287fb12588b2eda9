import { expect } from 'chai';
import { Story, caseStep, correction, fulfilment, inspection, order, review } from './story.js';

describe('cases', () => {
  const contested = (): { story: Story; delivered: string } => {
    const story = new Story();
    story.say('platform', order(1));
    const delivered = story.say('carrier', fulfilment(1, 'delivered', 15));
    story.say('arbiter', caseStep('C1', 'opened', 20, { contests: [delivered] }));
    return { story, delivered };
  };

  it('show both results while open, and count the contested one', () => {
    const { story } = contested();
    expect(story.totals()).to.deep.equal({
      orders: 1,
      promised: 1,
      late: 1,
      casesOpened: 1,
      deliveredElsewhere: 1,
    });
    expect(story.totals('shop.a', 'uncontested')).to.deep.equal({ orders: 1, casesOpened: 1 });
    expect(story.aggregate().public.openCases).to.deep.equal(['judge/C1']);
  });

  it('leave one result when they close', () => {
    const { story } = contested();
    story.say('arbiter', caseStep('C1', 'resolved', 25, { outcome: 'for-seller' }));
    expect(story.aggregate().public).to.not.have.property('uncontested');
    expect(story.aggregate().public.openCases).to.deep.equal([]);
    expect(story.totals()).to.include({ late: 1, casesForSeller: 1 });
  });

  it('open again on appeal, and the appeal decides', () => {
    const { story } = contested();
    story.say('arbiter', caseStep('C1', 'resolved', 25, { outcome: 'for-seller' }));
    story.say('seller', caseStep('C1', 'appealed', 26));
    expect(story.aggregate().public.openCases).to.deep.equal(['judge/C1']);
    expect(story.totals('shop.a', 'uncontested')).to.not.have.property('late');
    story.say('arbiter', caseStep('C1', 'appeal-decided', 30, { outcome: 'for-buyer' }));
    expect(story.totals()).to.include({ casesForBuyer: 1 }).and.not.have.property('casesForSeller');
    expect(story.aggregate().public.openCases).to.deep.equal([]);
  });

  it("take the arbiter's decision before the platform's", () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 1, { type: 'counterfeit' }));
    story.say('platform', caseStep('C1', 'resolved', 2, { outcome: 'for-seller' }));
    story.say('arbiter', caseStep('C1', 'resolved', 3, { outcome: 'shared' }));
    expect(story.totals()).to.deep.equal({ casesOpened: 1, casesForBuyer: 1, casesProduct: 1 });
  });

  it('count an answer of the seller, and flag a step of a case nobody opened', () => {
    const story = new Story();
    const early = story.say('seller', caseStep('C1', 'responded', 2));
    expect(story.flag(early)).to.equal('case_missing');
    story.say('platform', caseStep('C1', 'opened', 1));
    expect(story.flag(early)).to.equal(undefined);
    expect(story.totals()).to.deep.equal({ casesOpened: 1, casesAnswered: 1, casesAnsweredHeld: 1 });
  });

  it('keep apart cases of one number that two participants opened', () => {
    const story = new Story();
    story.say('platform', caseStep('C1', 'opened', 1));
    story.say('arbiter', caseStep('C1', 'opened', 1));
    story.say('arbiter', caseStep('C1', 'resolved', 3, { outcome: 'for-buyer' }));
    expect(story.totals()).to.include({ casesOpened: 2, casesForBuyer: 1, defective: 1 });
    expect(story.aggregate().public.openCases).to.deep.equal(['shop/C1']);
  });

  it('cannot contest facts about another seller', () => {
    const story = new Story();
    const foreign = story.say('platform', order(1, { seller: 'shop.z' }));
    story.say('arbiter', caseStep('C1', 'opened', 20, { contests: [foreign] }));
    expect(story.aggregate('shop.z').public).to.not.have.property('uncontested');
  });

  it('contest the replacement of a contested fact too, in whatever order it lies', () => {
    for (const n of [1, 2]) {
      const { story, delivered } = contested();
      story.say('platform', order(2));
      story.say('carrier', correction(delivered, fulfilment(n, 'delivered', 14)));
      expect(story.totals()).to.include({ late: 1 });
      const without = story.totals('shop.a', 'uncontested');
      expect(without).to.include({ orders: 2 }).and.not.have.property('late');
      story.say('arbiter', caseStep('C1', 'resolved', 25, { outcome: 'for-seller' }));
      expect(story.aggregate().public).to.not.have.property('uncontested');
    }
  });

  it('contest reviews within their collapsed mean, and inspections', () => {
    const story = new Story();
    const reviews = [1, 2].map((n) => {
      story.say('platform', order(n));
      story.say('carrier', fulfilment(n, 'delivered', 1));
      return story.say('platform', review(n, 7, 2, n === 1 ? 5 : 1));
    });
    const failed = story.say('inspector', inspection('I1', 'fail', 3));
    story.say('platform', caseStep('C1', 'opened', 9, { contests: [reviews[1]!, failed] }));
    expect(story.totals()).to.include({ reviews: 1, ratingSum: 3, inspections: 1 });
    const without = story.totals('shop.a', 'uncontested');
    expect(without).to.include({ reviews: 1, ratingSum: 5, rating5: 1 }).and.not.have.property('inspections');
  });
});
