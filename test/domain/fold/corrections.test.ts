import { expect } from 'chai';
import { Story, correction, fulfilment, order, review } from './story.js';

describe('corrections', () => {
  const late = (): { story: Story; delivered: string } => {
    const story = new Story();
    story.say('platform', order(1));
    return { story, delivered: story.say('carrier', fulfilment(1, 'delivered', 15)) };
  };

  it('undo what the corrected fact did', () => {
    const { story, delivered } = late();
    story.say('carrier', correction(delivered));
    expect(story.totals()).to.deep.equal({ orders: 1 });
    expect(story.flag(delivered)).to.equal('corrected');
  });

  it('put a replacement in the place of the target, before what was stated meanwhile', () => {
    const { story, delivered } = late();
    const rival = story.say('carrier', fulfilment(1, 'delivered', 20));
    story.say('carrier', correction(delivered, fulfilment(1, 'delivered', 9)));
    expect(story.totals()).to.include({ onTime: 1 }).and.not.have.property('late');
    expect(story.flag(rival)).to.equal('outranked');
  });

  it('let the next best fact count once the winner is taken back', () => {
    const { story, delivered } = late();
    story.say('platform', fulfilment(1, 'delivered', 5));
    story.say('carrier', correction(delivered));
    expect(story.totals()).to.include({ onTime: 1 });
  });

  it('move a fact to another order where the replacement says so', () => {
    const { story, delivered } = late();
    story.say('platform', order(2));
    story.say('carrier', correction(delivered, fulfilment(2, 'delivered', 9)));
    expect(story.totals()).to.deep.equal({ orders: 2, promised: 1, onTime: 1, deliveredElsewhere: 1 });
  });

  it('are not for another participant to make', () => {
    const { story, delivered } = late();
    const forged = story.say('platform', correction(delivered));
    expect(story.flag(forged)).to.equal('target_not_own');
    expect(story.totals()).to.include({ late: 1 });
  });

  it('may not move a fact to another seller or kind', () => {
    const { story, delivered } = late();
    const moved = fulfilment(1, 'delivered', 9, { seller: 'shop.z' });
    expect(story.flag(story.say('carrier', correction(delivered, moved)))).to.equal('target_not_own');
    const other = story.say('carrier', correction(delivered, review(1, 1, 20, 5)));
    expect(story.flag(other)).to.equal('target_not_own');
    expect(story.totals()).to.deep.equal({ orders: 1, promised: 1, late: 1, deliveredElsewhere: 1 });
  });

  it('cannot be corrected', () => {
    const { story, delivered } = late();
    const first = story.say('carrier', correction(delivered));
    expect(story.flag(story.say('carrier', correction(first)))).to.equal('target_is_correction');
    expect(story.totals()).to.deep.equal({ orders: 1 });
  });

  it('take effect once: a second one of the same target is flagged', () => {
    const { story, delivered } = late();
    story.say('carrier', correction(delivered));
    const second = story.say('carrier', correction(delivered, fulfilment(1, 'delivered', 1)));
    expect(story.flag(second)).to.equal('already_corrected');
    expect(story.totals()).to.deep.equal({ orders: 1 });
  });

  it('do nothing before their target is stated', () => {
    const story = new Story();
    story.say('platform', order(1));
    const early = story.say('carrier', correction('0'.repeat(41) + '2A.0'));
    const target = story.say('carrier', fulfilment(1, 'delivered', 15));
    expect(target).to.equal('0'.repeat(41) + '2A.0');
    expect(story.flag(early)).to.equal('target_missing');
    expect(story.totals()).to.include({ late: 1 });
  });

  it('never move the newest day back, but do move the first day on', () => {
    const story = new Story();
    const wrong = story.say('platform', order(1, { at: '1990-01-01T00:00:00Z' }));
    story.say('platform', order(2));
    const ahead = story.say('platform', order(3, { at: '2024-06-01T00:00:00Z' }));
    const before = story.aggregate().public;
    story.say('platform', correction(wrong));
    story.say('platform', correction(ahead));
    const after = story.aggregate().public;
    expect(before.firstDay).to.equal(7_305);
    expect(after.firstDay).to.equal(19_723);
    expect(after.newestDay).to.equal(before.newestDay);
  });
});
