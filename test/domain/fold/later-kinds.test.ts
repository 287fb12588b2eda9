import { expect } from 'chai';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { replyTo } from '../../../chaincode/domain/fold/read-standing.js';
import type { StatedRecord } from '../../../chaincode/domain/fold/state.js';
import { Story, correction, idOf, order, reply, tell, trace } from './story.js';

const parties = { carrier: 'ship', customsBroker: 'broker' };

describe('traces', () => {
  it('count for who is named in the order: the broker first on customs, else the carrier', () => {
    const story = new Story();
    story.say('platform', order(1, { parties }));
    const held = story.say('carrier', trace(1, 'import-customs-held', 4));
    const cleared = story.say('broker', trace(1, 'import-customs-held', 5));
    const left = story.say('broker', trace(1, 'departed', 1));
    const seen = story.say('carrier', trace(1, 'departed', 2));
    const rival = story.say('stranger', trace(1, 'signed', 3));
    const flags = [held, cleared, left, seen, rival].map((id) => story.flag(id));
    expect(flags).to.deep.equal(['outranked', undefined, 'outranked', undefined, 'not_a_party']);
  });

  it('are told apart by parcel and event, and wait for their order', () => {
    const story = new Story();
    const early = story.say('carrier', trace(1, 'signed', 9));
    expect(story.flag(early)).to.equal('order_missing');
    story.say('platform', order(1, { parties }));
    const same = story.say('carrier', trace(1, 'signed', 8, { parcel: 1 }));
    const second = story.say('carrier', trace(1, 'signed', 9, { parcel: 2 }));
    expect([early, same, second].map((id) => story.flag(id))).to.deep.equal([
      undefined,
      'outranked',
      undefined,
    ]);
  });

  it('change no counter: a delivery is a fulfilment', () => {
    const story = new Story();
    story.say('platform', order(1, { parties }));
    const before = story.totals();
    story.say('carrier', trace(1, 'signed', 9));
    expect(story.totals()).to.deep.equal(before);
    expect(story.aggregate().public.records.count).to.equal(2);
  });
});

describe('replies', () => {
  const told = (story: Story, id: string): string | undefined => {
    const state = story.state();
    return replyTo(state, state.record(id) as StatedRecord);
  };

  it('attach to a record: the first stands, and is mended by a correction only', () => {
    const story = new Story();
    const target = story.say('platform', order(1));
    expect(told(story, target)).to.equal(undefined);
    const first = story.say('seller', reply(target, 10));
    const second = story.say('seller', reply(target, 11));
    expect(told(story, target)).to.equal(first);
    expect(story.flag(second)).to.equal('outranked');
    const mended = story.say('seller', correction(first, reply(target, 12)));
    expect(told(story, target)).to.equal(mended);
    story.say('seller', correction(mended));
    expect(told(story, target)).to.equal(mended);
  });

  it('attach to nothing that was stated about another seller, or never', () => {
    const story = new Story();
    const target = story.say('platform', order(1));
    const foreign = story.say('seller', reply(target, 10, { seller: 'bazaar.b' }));
    const lost = story.say('seller', reply(idOf(99), 10));
    expect(told(story, target)).to.equal(undefined);
    expect([foreign, lost].map((id) => story.flag(id))).to.deep.equal([
      'target_not_about_seller',
      'target_missing',
    ]);
    const moved = story.say('seller', correction(lost, reply(idOf(98), 11)));
    expect(story.flag(moved)).to.equal('target_missing');
  });

  it('change no counter', () => {
    const story = new Story();
    const target = story.say('platform', order(1));
    const periods = story.totals();
    story.say('seller', reply(target, 5));
    expect(aggregateOf(tell(story.statements), 'shop.a')?.public.records.count).to.equal(2);
    expect(story.totals()).to.deep.equal(periods);
  });
});
