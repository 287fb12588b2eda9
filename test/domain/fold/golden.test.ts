import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect } from 'chai';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { MemoryState } from '../../../chaincode/domain/fold/memory-state.js';
import { aggregateOf } from '../../../chaincode/domain/fold/read-aggregate.js';
import { flagOf } from '../../../chaincode/domain/fold/read-standing.js';
import { foldRevision } from '../../../chaincode/domain/fold/revision.js';
import {
  Story,
  caseStep,
  certification,
  commitment,
  correction,
  days,
  fulfilment,
  idOf,
  identity,
  inspection,
  order,
  payment,
  reply,
  review,
  sha256,
  statedAt,
  status,
  trace,
} from './story.js';

const fileOf = (name: string): URL => new URL(`../../../../test/domain/fold/${name}.json`, import.meta.url);

/** A story that meets every rule of docs/fold.md. */
function golden(): Story {
  const story = new Story();
  story.say('carrier', fulfilment(1, 'dispatched', 1, { tracking: 'valid' }));
  story.say('platform', order(1));
  const late = story.say('carrier', fulfilment(1, 'delivered', 15));
  story.say('platform', fulfilment(1, 'delivered', 9));
  story.say('stranger', fulfilment(1, 'lost', 9));
  story.say('pay', payment(1, 'settled', 0));
  story.say('platform', review(1, 1, 16, 2, { rating: { item: 2, service: 3 } }));
  story.say('platform', order(2, { at: '2022-01-01T00:00:00Z' }));
  story.say('platform', fulfilment(2, 'cancelled', 3, { by: 'seller' }));
  story.say('platform', review(2, 1, 17, 5));
  story.say('platform', review(3, 2, 17, 5));
  const wrong = story.say('platform', order(4, { at: '2024-11-01T00:00:00Z' }));
  story.say('platform', correction(wrong));
  story.say('carrier', correction(late, fulfilment(1, 'delivered', 14)));
  story.say('arbiter', caseStep('C1', 'opened', 20, { contests: [late], type: 'late' }));
  story.say('seller', caseStep('C1', 'responded', 21));
  story.say('inspector', inspection('I1', 'pass', 30));
  story.say('certifier', certification('K1', 31));
  story.say('certifier', status('K1', 'suspended', 40));
  story.say('platform', identity({ country: 'DE', level: 'document', sameAs: 'bazaar.b' }));
  story.say('other', identity({ seller: 'bazaar.b', sameAs: 'shop.a' }));
  story.say('seller', identity({ sameAs: 'bazaar.b' }));
  ends(story);
  money(story);
  disputes(story);
  renewals(story);
  return story;
}

/** How orders end, who confirms it, and what is dated before its order. */
function ends(story: Story): void {
  story.say('platform', order(10, { parcels: 3 }));
  story.say('platform', fulfilment(10, 'dispatched', 1, { parcel: 1, parcels: 2 }));
  story.say('carrier', fulfilment(10, 'delivered', 4, { parcel: 1 }));
  story.say('platform', order(11, { parcels: 3 }));
  story.say('carrier', fulfilment(11, 'delivered', 4, { parcel: 1 }));
  story.say('platform', fulfilment(11, 'cancelled', 4, { parcel: 2, by: 'buyer' }));
  story.say('carrier', fulfilment(11, 'returned', 11, { parcel: 3, reason: 'unclaimed' }));
  story.say('platform', order(12));
  story.say('carrier', fulfilment(12, 'returned', 12, { reason: 'refused' }));
  story.say('platform', order(13));
  story.say('carrier', fulfilment(13, 'returned', 12, { reason: 'recalled' }));
  story.say('platform', order(14));
  story.say('carrier', fulfilment(14, 'lost', 12));
  story.say('platform', fulfilment(14, 'delivered', 9));
  story.say('platform', order(15, { at: days(5), dispatchBy: days(7), parties: { carrier: 'van' } }));
  story.say('platform', fulfilment(15, 'dispatched', 4));
  story.say('van', fulfilment(15, 'delivered', 8));
}

/** Chargebacks lost and won, and an order that its platform may not take back. */
function money(story: Story): void {
  const stated = story.say('platform', order(16));
  story.say('pay', payment(16, 'settled', 0));
  story.say('pay', payment(16, 'chargeback', 40));
  story.say('platform', correction(stated));
  story.say('pay', payment(16, 'chargeback-reversed', 70));
  story.say('platform', order(17));
  story.say('pay', payment(17, 'chargeback', 40, 2));
  story.say('pay', payment(17, 'chargeback-reversed', 70, 3));
  story.say('pay', payment(17, 'fraud-confirmed', 71, 2));
}

/** Terms of a certificate, what came too late for one, and a company's name. */
function renewals(story: Story): void {
  story.say('certifier', certification('K1', 60));
  story.say('certifier', certification('K1', 50));
  story.say('certifier', status('K1', 'revoked', 55));
  story.say('certifier', status('K1', 'suspended', 20));
  story.say('platform', identity({ at: days(60), tradingName: 'Shop A Ltd' }));
  story.say('platform', identity({ seller: 'bazaar.b', at: days(60), natural: true }));
}

/** Decided cases, about orders and about none. */
function disputes(story: Story): void {
  for (const [name, n, outcome] of [
    ['C2', 14, 'for-seller'],
    ['C3', 12, 'for-buyer'],
  ] as const) {
    story.say('arbiter', caseStep(name, 'opened', 20, { order: commitment(n) }));
    story.say('arbiter', caseStep(name, 'resolved', 30, { order: commitment(n), outcome }));
  }
  story.say('platform', caseStep('C4', 'opened', 20));
  story.say('platform', caseStep('C4', 'resolved', 18, { outcome: 'for-seller' }));
  story.say('arbiter', caseStep('C4', 'resolved', 30, { outcome: 'for-buyer' }));
  story.say('other', caseStep('C5', 'opened', 20, { order: commitment(13) }));
  story.say('other', caseStep('C5', 'resolved', 30, { outcome: 'for-buyer' }));
}

/** What fold version 2 brings: traces of an order's parcels, and replies. */
function golden2(): Story {
  const story = golden();
  const parties = { carrier: 'ship', customsBroker: 'broker' };
  const order5 = story.say('platform', order(5, { parties }));
  story.say('carrier', trace(5, 'departed', 1, { place: 'CNSZX' }));
  story.say('carrier', trace(5, 'import-customs-held', 4));
  story.say('broker', trace(5, 'import-customs-held', 5, { place: 'DEHAM' }));
  const signed = story.say('carrier', trace(5, 'signed', 8));
  story.say('stranger', trace(5, 'arrived', 3));
  story.say('carrier', correction(signed, trace(5, 'signed', 9)));
  story.say('broker', trace(6, 'import-customs-in', 4));
  const first = story.say('seller', reply(order5, 10));
  story.say('seller', reply(order5, 11));
  story.say('seller', correction(first, reply(order5, 12)));
  story.say('seller', reply(idOf(999), 12));
  story.say('seller', reply(order5, 12, { seller: 'bazaar.b' }));
  return story;
}

function vector(statements: Story['statements']): object {
  const state = new MemoryState();
  const facts = statements.map(({ id, voice, record }, n) => {
    const stated = statedAt([n, 0, 0, 0], { id, voice, record });
    state.fold(sha256, { id: id.slice(0, -2), records: [stated], revoked: false });
    return stated;
  });
  const digest = createHash('sha256');
  for (const [key, value] of state.entries()) digest.update(`${key}\n${canonicalText(value)}\n`);
  return {
    revision: foldRevision,
    facts,
    flags: facts.map((stated) => flagOf(state, stated)?.because ?? null),
    aggregates: [aggregateOf(state, 'shop.a'), aggregateOf(state, 'bazaar.b')],
    state: digest.digest('hex'),
  };
}

/** A store holds what earlier code wrote. Only the revision tells that it must be folded anew. */
function rewrite(name: string, text: string): void {
  const before = readFileSync(fileOf(name), 'utf8');
  if (before !== text && (JSON.parse(before) as { revision?: number }).revision === foldRevision)
    throw new Error('The state has changed: raise foldRevision first.');

  writeFileSync(fileOf(name), text);
}

describe('the golden vectors of the fold', () => {
  for (const [version, name, story] of [
    [1, 'golden', golden],
    [2, 'golden-2', golden2],
  ] as const) {
    it(`is met by version ${version}: another answer is another fold version`, () => {
      const text = JSON.stringify(vector(story().statements));
      if (process.env.STL_WRITE_GOLDEN === '1') rewrite(name, text);
      expect(JSON.parse(text)).to.deep.equal(JSON.parse(readFileSync(fileOf(name), 'utf8')));
    });
  }
});
