import { expect } from 'chai';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { flagOf } from '../../../chaincode/domain/fold/read-standing.js';
import type { StatedRecord } from '../../../chaincode/domain/fold/state.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import {
  type Voice,
  caseStep,
  commitment,
  correction,
  days,
  fulfilment,
  order,
  sha256,
  statedAt,
} from './story.js';

/** A ledger whose batches hold many records each. */
class Ledger {
  readonly state = new MemoryState();
  #batches = 0;

  say(voice: Voice, ...records: readonly FactRecord[]): StatedRecord[] {
    const batch = this.#batches++;
    const id = commitment(batch);
    const stated = records.map((record, line) =>
      statedAt([batch, 0, 0, line], { id: `${id}.${line}`, voice, record }),
    );
    this.state.fold(sha256, { id, records: stated, revoked: false });
    return stated;
  }

  /** Bytes of the largest document. */
  largest(): number {
    return Math.max(...this.state.entries().map(([, value]) => JSON.stringify(value).length));
  }

  counters() {
    return aggregateOf(this.state, 'shop.a')?.public.periods.recent[0]?.counters;
  }

  flag(stated: StatedRecord | undefined) {
    return stated && flagOf(this.state, stated)?.because;
  }
}

const many = <T>(make: (i: number) => T): T[] => Array.from({ length: 2_000 }, (_, i) => make(i));

// A group is read and written as a whole: without a limit, each batch of a flood would cost more than the last.
describe('a flood of facts by one participant', () => {
  it('into one order stops growing it, and keeps nobody else out', () => {
    const ledger = new Ledger();
    ledger.say('platform', order(1));
    const flood = () => many((i) => fulfilment(1, 'lost', 5, { parcel: 1 + (i % 99) }));
    ledger.say('stranger', ...flood());
    const size = ledger.largest();
    const [first] = ledger.say('stranger', ...flood());
    expect(ledger.largest()).to.equal(size);
    expect(ledger.flag(first)).to.equal('too_many');
    const [delivered] = ledger.say('carrier', fulfilment(1, 'delivered', 5));
    expect(ledger.flag(delivered)).to.equal(undefined);
    expect(ledger.counters()).to.include({ onTime: 1 });
  });

  it('into one case stops growing it', () => {
    const ledger = new Ledger();
    ledger.say('arbiter', caseStep('C1', 'opened', 1));
    ledger.say('seller', ...many(() => caseStep('C1', 'responded', 2)));
    const size = ledger.largest();
    const [more] = ledger.say('seller', caseStep('C1', 'responded', 2));
    expect(ledger.largest()).to.equal(size);
    expect(ledger.flag(more)).to.equal('too_many');
  });

  it('of corrections of one fact stops growing it, and the first stays in force', () => {
    const ledger = new Ledger();
    ledger.say('platform', order(1));
    const [target] = ledger.say('carrier', fulfilment(1, 'delivered', 30));
    const fixes = ledger.say('carrier', ...many(() => correction(target?.id ?? '')));
    const size = ledger.largest();
    const [more] = ledger.say('carrier', correction(target?.id ?? ''));
    expect(ledger.largest()).to.equal(size);
    expect(ledger.flag(fixes[0])).to.equal(undefined);
    expect(ledger.flag(fixes.at(-1))).to.equal('already_corrected');
    expect(ledger.flag(more)).to.equal('already_corrected');
    expect(ledger.counters()).to.deep.equal({ orders: 1 });
  });

  it('of replies to one record stops growing it', () => {
    const ledger = new Ledger();
    const [target] = ledger.say('platform', order(1));
    const answer: FactRecord = {
      kind: 'reply',
      seller: 'shop.a',
      at: days(1),
      target: target?.id ?? '',
      text: commitment(1),
      language: 'en',
    };
    const [first] = ledger.say('seller', ...many(() => answer));
    const size = ledger.largest();
    const [more] = ledger.say('seller', answer);
    expect(ledger.largest()).to.equal(size);
    expect(ledger.flag(first)).to.equal(undefined);
    expect(ledger.flag(more)).to.equal('too_many');
  });
});
