import { expect } from 'chai';
import { revokeRecords } from '../../../chaincode/domain/fold/fold-records.js';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { flagOf } from '../../../chaincode/domain/fold/read-standing.js';
import type { StatedRecord } from '../../../chaincode/domain/fold/state.js';
import {
  Story,
  correction,
  days,
  fulfilment,
  idOf,
  order,
  payment,
  sha256,
  statedAt,
  tell,
} from './story.js';

/** An order that the carrier has something to say of. */
const spokenOf = (): { story: Story; stated: string; lost: string } => {
  const story = new Story();
  const stated = story.say('platform', order(1));
  return { story, stated, lost: story.say('carrier', fulfilment(1, 'lost', 9)) };
};

const flagWith = (story: Story, id: string) => {
  const state = story.state();
  return flagOf(state, state.record(id) as StatedRecord);
};

describe('a correction of an order that another organisation speaks of', () => {
  it('cannot take the order back', () => {
    const { story, stated, lost } = spokenOf();
    const taken = story.say('platform', correction(stated));
    expect(flagWith(story, taken)).to.deep.equal({ because: 'order_in_use', by: lost });
    expect([stated, lost].map((id) => story.flag(id))).to.deep.equal([undefined, undefined]);
    expect(story.totals()).to.include({ orders: 1, lost: 1 });
  });

  it('cannot move it, drop the party, or date it after the fact', () => {
    for (const [what, replacement] of [
      ['move', order(2)],
      ['drop', order(1, { parties: { paymentProvider: 'pay' } })],
      ['date', order(1, { at: days(20), dispatchBy: days(22), deliverBy: days(30) })],
    ] as const) {
      const { story, stated } = spokenOf();
      const fix = story.say('platform', correction(stated, replacement));
      expect(story.flag(fix), what).to.equal('order_in_use');
      expect(story.totals(), what).to.deep.equal({ orders: 1, promised: 1, lost: 1 });
    }
  });

  it('cannot take back or change the dispatch that named the party', () => {
    for (const replacement of [undefined, fulfilment(1, 'dispatched', 1)]) {
      const story = new Story();
      story.say('platform', order(1));
      const named = story.say('platform', fulfilment(1, 'dispatched', 1, { parties: { carrier: 'drone' } }));
      const lost = story.say('stranger', fulfilment(1, 'lost', 9));
      const fix = story.say('platform', correction(named, replacement));
      expect(flagWith(story, fix)).to.deep.equal({ because: 'order_in_use', by: lost });
      expect(story.totals()).to.include({ lost: 1 });
    }
  });

  it('cannot put an order of a later date before the one they speak of', () => {
    const story = new Story();
    const first = story.say('platform', order(2));
    story.say('platform', order(1));
    story.say('carrier', fulfilment(1, 'lost', 9));
    const later = order(1, { at: days(20), dispatchBy: days(22), deliverBy: days(30) });
    expect(story.flag(story.say('platform', correction(first, later)))).to.equal('order_in_use');
    expect(story.totals()).to.include({ orders: 2, lost: 1 });
  });

  it('may mend all that leaves their facts where they are', () => {
    const { story, stated } = spokenOf();
    const parties = { carrier: 'ship', customsBroker: 'broker' };
    const fix = story.say('platform', correction(stated, order(1, { country: 'FR', parties })));
    expect(story.flag(fix)).to.equal(undefined);
    expect(story.flag(stated)).to.equal('corrected');
    expect(story.totals()).to.include({ lost: 1 });
  });

  it('may drop a party that another statement still names', () => {
    const { story, stated } = spokenOf();
    const named = story.say('platform', fulfilment(1, 'dispatched', 1, { parties: { carrier: 'ship' } }));
    const dropped = story.say('platform', correction(stated, order(1, { parties: {} })));
    expect(story.flag(dropped)).to.equal(undefined);
    expect(story.flag(story.say('platform', correction(named)))).to.equal('order_in_use');
    expect(story.totals()).to.include({ lost: 1 });
  });

  it('is free where only the platform’s own organisation, or nobody named, has spoken', () => {
    const own = new Story();
    const stated = own.say('platform', order(1, { parties: { carrier: 'van' } }));
    own.say('van', fulfilment(1, 'lost', 9));
    expect(own.flag(own.say('platform', correction(stated)))).to.equal(undefined);
    const strange = new Story();
    const other = strange.say('platform', order(1));
    strange.say('stranger', fulfilment(1, 'lost', 9));
    expect(strange.flag(strange.say('platform', correction(other)))).to.equal(undefined);
    expect(strange.totals()).to.deep.equal({});
  });

  it('is free once what they said is taken back, and tried again', () => {
    const { story, stated, lost } = spokenOf();
    const early = story.say('platform', correction(stated));
    story.say('carrier', correction(lost));
    const again = story.say('platform', correction(stated));
    expect([early, again].map((id) => story.flag(id))).to.deep.equal(['order_in_use', undefined]);
    expect(story.totals()).to.deep.equal({});
  });

  it('stays in force when others speak of the order later', () => {
    const story = new Story();
    const stated = story.say('platform', order(1));
    const taken = story.say('platform', correction(stated));
    const late = story.say('carrier', fulfilment(1, 'lost', 9));
    expect([taken, late].map((id) => story.flag(id))).to.deep.equal([undefined, 'order_missing']);
    expect(story.totals()).to.deep.equal({});
  });

  it('has no effect for ever, also once the key of who spoke is revoked; the next has', () => {
    const { story, stated, lost } = spokenOf();
    const early = story.say('platform', correction(stated));
    const state = story.state();
    revokeRecords(state, [state.record(lost) as StatedRecord]);
    const flag = (id: string) => flagOf(state, state.record(id) as StatedRecord)?.because;
    expect([stated, lost, early].map(flag)).to.deep.equal([undefined, 'key_revoked', 'order_in_use']);
    tell([{ id: idOf(900), voice: 'platform', record: correction(stated) }], state, 900);
    expect([stated, early, idOf(900)].map(flag)).to.deep.equal(['corrected', 'order_in_use', undefined]);
  });

  it('is not let through by the revocation of one that was free', () => {
    const story = new Story();
    const stated = story.say('platform', order(1));
    const free = story.say('platform', correction(stated));
    const lost = story.say('carrier', fulfilment(1, 'lost', 9));
    const second = story.say('platform', correction(stated));
    const state = story.state();
    revokeRecords(state, [state.record(free) as StatedRecord]);
    const flag = (id: string) => flagOf(state, state.record(id) as StatedRecord)?.because;
    expect([stated, free, lost, second].map(flag)).to.deep.equal([
      undefined,
      'key_revoked',
      undefined,
      'order_in_use',
    ]);
  });

  it('is judged at its own line of a batch or block: by what stands before it alone', () => {
    for (const first of ['fact', 'correction'] as const) {
      for (const place of ['line', 'transaction'] as const) {
        const state = new MemoryState();
        const stated = { id: idOf(1), voice: 'platform', record: order(1) } as const;
        const fact = { id: idOf(2), voice: 'carrier', record: fulfilment(1, 'lost', 9) } as const;
        const fix = { id: idOf(3), voice: 'platform', record: correction(idOf(1)) } as const;
        const said = first === 'fact' ? [stated, fact, fix] : [stated, fix, fact];
        const records = said.map((one, n) => statedAt(place === 'line' ? [1, 0, 0, n] : [1, n, 0, 0], one));
        if (place === 'line') state.fold(sha256, { id: 'batch', records, revoked: false });
        else for (const one of records) state.fold(sha256, { id: one.id, records: [one], revoked: false });
        const because = flagOf(state, state.record(idOf(3)) as StatedRecord)?.because;
        expect(because, `${first} ${place}`).to.equal(first === 'fact' ? 'order_in_use' : undefined);
        const { recent } = aggregateOf(state, 'shop.a')?.public.periods ?? { recent: [] };
        expect(recent.length, `${first} ${place}`).to.equal(first === 'fact' ? 1 : 0);
      }
    }
  });

  it('is judged one by one within a batch: together they take no party away either', () => {
    const story = new Story();
    const stated = story.say('platform', order(1));
    const named = story.say('platform', fulfilment(1, 'dispatched', 1, { parties: { carrier: 'ship' } }));
    story.say('carrier', fulfilment(1, 'lost', 9));
    const state = story.state();
    const fixes = [correction(stated, order(1, { parties: {} })), correction(named)].map((record, line) =>
      statedAt([50, 0, 0, line], { id: idOf(50 + line), voice: 'platform', record }),
    );
    state.fold(sha256, { id: 'both', records: fixes, revoked: false });
    const flags = fixes.map((one) => flagOf(state, one)?.because);
    expect(flags).to.deep.equal([undefined, 'order_in_use']);
  });

  it('is judged for payments as for parcels', () => {
    const story = new Story();
    const stated = story.say('platform', order(1));
    const back = story.say('pay', payment(1, 'chargeback', 9));
    const taken = story.say('platform', correction(stated));
    expect(flagWith(story, taken)).to.deep.equal({ because: 'order_in_use', by: back });
    expect(story.totals()).to.include({ chargebacks: 1 });
  });
});
