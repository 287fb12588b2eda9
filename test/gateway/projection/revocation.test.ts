import { expect } from 'chai';
import type { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { correction, fulfilment, order, review } from '../../domain/fold/story.js';
import { Chain, newKey, newSigner } from './chain.js';
import { Followed } from './followed.js';

describe('a key revoked from a block', () => {
  const platform = newSigner('shop', ['platform']);
  const carrier = newSigner('ship', ['carrier']);
  let followed: Followed;
  let queries: ProjectionQueries;
  let chain: Chain;

  beforeEach(async () => {
    chain = await Chain.found([platform, carrier]);
    followed = await Followed.start(chain);
    ({ queries } = followed);
  });
  afterEach(() => followed.remove());

  const revoke = (fromBlock: number): Promise<number> =>
    chain.decide({ type: 'key.revoke', id: 'ship', kid: carrier.kid, reason: 'compromised', fromBlock });

  /** A new key takes the place of the one that was revoked. */
  const renew = async (): Promise<typeof carrier> => {
    const { key, sign } = newKey();
    await chain.decide({ type: 'key.register', id: 'ship', key });
    return { ...carrier, kid: key.kid, sign };
  };

  it('no longer counts from that block on, and still counts before', async () => {
    await chain.state(platform, order(1), order(2));
    await chain.state(carrier, fulfilment(1, 'delivered', 5));
    const stolen = await chain.state(carrier, fulfilment(2, 'lost', 5));
    await revoke(chain.blocksSoFar.length - 1);
    await followed.caughtUp();
    const [period] = queries.aggregate('shop.a')!.public.periods.recent;
    expect(period?.counters).to.deep.equal({ orders: 2, promised: 1, onTime: 1 });
    expect(queries.record(`${stolen}.0`)?.standing).to.deep.equal({
      state: 'flagged',
      because: 'key_revoked',
    });
    expect(queries.aggregate('shop.a')?.public.records.count).to.equal(4);
  });

  it('lets a new key state the facts again, and they count', async () => {
    await chain.state(platform, order(1));
    const stolen = chain.blocksSoFar.length;
    await chain.state(carrier, fulfilment(1, 'lost', 5));
    await revoke(stolen);
    await chain.state(await renew(), fulfilment(1, 'delivered', 9));
    await followed.caughtUp();
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.deep.equal({
      orders: 1,
      promised: 1,
      onTime: 1,
    });
    expect(queries.batchesByKey(carrier.kid, undefined, 10).items.map(({ block }) => block)).to.deep.equal([
      2,
    ]);
    expect(queries.participantByKey(carrier.kid)?.id).to.equal('ship');
  });

  it('undoes the corrections it signed, so that what they took back counts again', async () => {
    await chain.state(platform, order(1), fulfilment(1, 'dispatched', 1, { parties: { carrier: 'ship' } }));
    const delivered = await chain.state(carrier, fulfilment(1, 'delivered', 5));
    await chain.state(platform, review(1, 1, 6, 5));
    const stolen = chain.blocksSoFar.length;
    const forged = await chain.state(carrier, correction(`${delivered}.0`, fulfilment(1, 'delivered', 30)));
    await followed.caughtUp();
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.include({ late: 1 });
    await revoke(stolen);
    await followed.caughtUp();
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.include({
      onTime: 1,
      reviews: 1,
    });
    expect(queries.record(`${forged}.0`)?.standing).to.deep.equal({
      state: 'flagged',
      because: 'key_revoked',
    });
    await chain.state(await renew(), correction(`${delivered}.0`, fulfilment(1, 'delivered', 20)));
    await followed.caughtUp();
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.include({ late: 1 });
  });

  it('takes further facts out of account when it is revoked from an earlier block', async () => {
    await chain.state(platform, order(1), order(2));
    const early = chain.blocksSoFar.length;
    await chain.state(carrier, fulfilment(1, 'lost', 5));
    await chain.state(carrier, fulfilment(2, 'lost', 5));
    await revoke(early + 1);
    await followed.caughtUp();
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.include({ lost: 1 });
    await revoke(early);
    await followed.caughtUp();
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.deep.equal({ orders: 2 });
  });
});
