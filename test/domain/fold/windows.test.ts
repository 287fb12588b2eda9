import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { formatTime, periodOf, daySeconds } from '../../../chaincode/domain/time.js';
import { Story, fulfilment, order, start, startDay } from './story.js';

const at = (day: number): string => formatTime(start + day * daySeconds);

describe('the windows of an aggregate', () => {
  it('show 15 periods that end at the newest day, and the rest as one lifetime', () => {
    const story = new Story();
    for (let n = 0; n < 20; n++) story.say('platform', order(n, { at: at(n * 28) }));
    const { newestDay, periods } = story.aggregate().public;
    expect(newestDay).to.equal(startDay + 19 * 28);
    expect(periods.recent.map(({ period }) => period)).to.deep.equal(
      Array.from({ length: 15 }, (_, i) => periodOf(newestDay) - 14 + i),
    );
    expect(periods.lifetime).to.deep.equal({ orders: 5 });
  });

  it('change the lifetime exactly when an old order changes', () => {
    const story = new Story();
    story.say('platform', order(1));
    story.say('platform', order(2, { at: at(600) }));
    story.say('carrier', fulfilment(1, 'delivered', 5));
    expect(story.aggregate().public.periods.lifetime).to.deep.equal({
      orders: 1,
      promised: 1,
      onTime: 1,
      deliveredElsewhere: 1,
    });
  });

  it('detail the newest 400 days and no more', () => {
    const story = new Story();
    for (const [n, day] of [0, 1, 400].entries()) story.say('platform', order(n, { at: at(day) }));
    expect(story.aggregate().detail.days.map(({ day }) => day)).to.deep.equal([startDay + 1, startDay + 400]);
  });

  it('chain every record id, so that who holds the list can prove none is missing', () => {
    const story = new Story();
    const ids = [order(1), order(2)].map((record) => story.say('platform', record));
    let head = Buffer.alloc(32);
    for (const id of ids) {
      const input = Buffer.concat([Buffer.of(2), head, Buffer.from(id)]);
      head = createHash('sha256').update(input).digest();
    }
    expect(story.aggregate().public.records).to.deep.equal({ count: 2, head: head.toString('hex') });
  });
});
