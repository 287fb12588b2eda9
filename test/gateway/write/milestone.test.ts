import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';
import { World } from '../harness.js';

describe('gateway over the embedded ledger', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('takes a signed batch and shows its score at once', async () => {
    const client = await world.client(gateway, 'demo-platform');
    const { tracking, ...delivered } = fulfilmentRecord('a', {
      at: '2026-05-06T10:00:00Z',
      event: 'delivered',
    });
    expect(tracking).to.equal('valid'); // a dispatch has it, a delivery must not
    const records = [orderRecord('a'), fulfilmentRecord('a'), delivered];
    const batch = await client.signBatch(records, { as: 'demo-platform' });
    const sent = await client.send(batch, { wait: 20 });
    expect(sent.type).to.equal('receipt');
    const { value, signedBy } = await (
      await world.client(gateway)
    ).get<Record<string, unknown>>('/v1/sellers/demo-platform.shop1/score');
    expect(signedBy).to.be.a('string');
    expect(value).to.include({
      seller: 'demo-platform.shop1',
      status: 'not-enough-history',
      overall: null,
      demo: true,
    });
  });
});
