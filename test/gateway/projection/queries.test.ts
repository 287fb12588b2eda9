import { expect } from 'chai';
import type { Page } from '../../../gateway/projection/port.js';
import type { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { caseStep, correction, days, fulfilment, order, startDay } from '../../domain/fold/story.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import { newOrganisation } from '../../support/consortium.js';
import { Chain, newSigner } from './chain.js';
import { Followed } from './followed.js';

function pages<T>(read: (cursor: string | undefined) => Page<T>): T[] {
  const items: T[] = [];
  for (let cursor: string | undefined; ;) {
    const page = read(cursor);
    items.push(...page.items);
    if (page.next === null) return items;
    cursor = page.next;
  }
}

describe('the queries', () => {
  const platform = newSigner('shop', ['platform']);
  const carrier = newSigner('ship', ['carrier']);
  const arbiter = newSigner('judge', ['arbiter']);
  let followed: Followed;
  let queries: ProjectionQueries;
  let chain: Chain;

  beforeEach(async () => {
    chain = await Chain.found([platform, carrier, arbiter]);
    followed = await Followed.start(chain);
    ({ queries } = followed);
  });
  afterEach(() => followed.remove());

  it('list every seller and participant once, whatever the size of a page', async () => {
    for (const n of [1, 2, 3, 2]) await chain.state(platform, order(n, { seller: `shop.s${n}` }));
    await followed.caughtUp();
    for (const limit of [1, 2, 50]) {
      expect(pages((cursor) => queries.sellers(cursor, limit))).to.deep.equal([
        'shop.s1',
        'shop.s2',
        'shop.s3',
      ]);
      const ids = pages((cursor) => queries.participants(cursor, limit)).map(({ id }) => id);
      expect(ids).to.deep.equal(['shop', 'ship', 'judge']);
    }
  });

  it('give back a batch byte for byte, with its place and signature', async () => {
    const { id, bytes } = await chain.compose(platform, [order(1)]);
    chain.commit([], [{ key: `batch/${id}`, value: bytes }]);
    await followed.caughtUp();
    const batch = queries.batch(id)!;
    expect(batch).to.include({ id, iss: 'shop', kid: platform.kid, n: 1, block: 1, tx: 1, txId: '1.1' });
    expect(Buffer.from(batch.bytes).equals(bytes)).to.equal(true);
    expect(batch.jws.split('.')).to.have.length(3);
  });

  it('know nothing of records that are not there', async () => {
    const id = await chain.state(platform, order(1));
    await followed.caughtUp();
    for (const other of [`${id}.1`, `${id}.x`, `${id}.-1`, `${id}.00`, `${id}.`, id, 'nothing.0', ''])
      expect(queries.record(other), other).to.equal(undefined);

    expect(queries.record(`${id}.0`)?.record).to.deep.equal(order(1));
  });

  it('name the parties of an order for every fact of it', async () => {
    await chain.state(platform, order(1));
    const delivered = await chain.state(carrier, fulfilment(1, 'delivered', 5));
    await followed.caughtUp();
    const { record } = queries.record(`${delivered}.0`)!;
    expect(queries.parties(record)).to.deep.equal(['pay', 'ship', 'shop']);
  });

  it('show a case with its steps in the order of the ledger', async () => {
    await chain.state(arbiter, caseStep('C1', 'opened', 20));
    await chain.state(arbiter, caseStep('C1', 'resolved', 21, { outcome: 'shared' }));
    await chain.state(arbiter, caseStep('C2', 'opened', 22));
    await followed.caughtUp();
    const cases = pages((cursor) => queries.cases('shop.a', cursor, 1));
    expect(cases.map(({ id, open }) => [id, open])).to.deep.equal([
      ['judge/C1', false],
      ['judge/C2', true],
    ]);
    const steps = cases[0]!.steps.map(({ record }) => record.kind === 'case' && record.step);
    expect(steps).to.deep.equal(['opened', 'resolved']);
  });

  it('show a proposal that can no longer execute as stale or expired', async () => {
    const organisations = ['org', 'two'].map((id) => newOrganisation(id, `${id}MSP`, ['platform']));
    const board = await Followed.start(await Chain.found([platform], { organisations, k: 2 }));
    try {
      const action = (days: number): Action => ({
        ...{ type: 'parameters.set', parameters: { demo: true, shiftedDays: days } },
      });
      await board.chain.propose(action(1));
      await board.chain.decide(action(2));
      await board.chain.propose(action(3), '2025-01-01T00:00:10Z');
      await board.chain.propose(action(4), '2025-01-01T00:00:12Z');
      board.chain.seal(11);
      await board.caughtUp();
      const shown = pages((cursor) => board.queries.proposals(cursor, 2)).map(({ status }) => status);
      expect(shown).to.deep.equal(['stale', 'executed', 'expired', 'open']);
    } finally {
      await board.remove();
    }
  });

  it('give the policy in force, and old versions by number', async () => {
    const policy = (version: number) => ({ name: 'score' as const, version, body: { version } });
    for (const version of [1, 2]) await chain.decide({ type: 'policy.publish', policy: policy(version) });
    await followed.caughtUp();
    expect(queries.policy('score')).to.deep.equal(policy(2));
    expect(queries.policy('score', 1)).to.deep.equal(policy(1));
    expect(queries.policy('market')).to.equal(undefined);
    expect(queries.policies()).to.deep.equal([policy(1), policy(2)]);
  });

  it('fold a past day without what a correction puts into its future', async () => {
    await chain.state(platform, order(1));
    const delivered = await chain.state(carrier, fulfilment(1, 'delivered', 3));
    const late = { ...correction(`${delivered}.0`, fulfilment(1, 'delivered', 30)), at: days(4) };
    await chain.state(carrier, late);
    await followed.caughtUp();
    const by = (day: number) => queries.refold('shop.a', startDay + day)?.public;
    expect(by(3)?.periods.recent[0]?.counters).to.include({ onTime: 1 });
    expect(by(5)?.newestDay).to.equal(startDay + 3);
    expect(by(5)?.periods.recent[0]?.counters).to.deep.equal({ orders: 1 });
    expect(by(30)?.periods.recent[0]?.counters).to.include({ late: 1 });
  });
});
