import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { RecordCount } from '../../../gateway/sdk/client/index.js';
import { ProblemError } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { commitment, fulfilmentRecord, orderRecord } from '../../support/records.js';
import { World } from '../harness.js';

const payment = (order: string, token: string) =>
  ({
    kind: 'payment',
    seller: 'demo-platform.shop1',
    at: '2026-05-06T10:00:00Z',
    order: commitment(order),
    token: commitment(token),
    event: 'settled',
    amount: { currency: 'EUR', band: 8 },
  }) as const;

describe('the standing of what was stated', () => {
  let world: World;
  let gateway: Gateway;
  const receipts = new Map<string, string>();

  const ask = async (as: string, batch: string): Promise<readonly RecordCount[]> => {
    const client = await world.client(gateway, as);
    const { value } = await client.get<{ items: readonly RecordCount[] }>(
      `/v1/batches/${receipts.get(batch) ?? ''}/standing`,
    );
    return value.items;
  };
  const state = async (name: string, as: string, records: readonly FactRecord[]): Promise<void> => {
    const client = await world.client(gateway, as);
    receipts.set(name, (await client.deliver(await client.signBatch(records, { as, jti: name }))).batch);
  };

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await state('unnamed', 'demo-platform', [orderRecord('unnamed'), orderRecord('unnamed')]);
    await state('stranger', 'demo-pay', [payment('unnamed', 'a'), payment('missing', 'b')]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  it('says of each record whether it counts, else why and by what, and whether that is final', async () => {
    const [first] = await ask('demo-platform', 'unnamed');
    expect(await ask('demo-platform', 'unnamed')).to.deep.equal([
      { record: first?.record, counts: true },
      {
        record: `${receipts.get('unnamed') ?? ''}.1`,
        counts: false,
        flag: 'outranked',
        by: first?.record,
        final: true,
      },
    ]);
    expect(await ask('demo-pay', 'stranger')).to.deep.equal(
      ['not_a_party', 'order_missing'].map((flag, line) => ({
        record: `${receipts.get('stranger') ?? ''}.${line}`,
        counts: false,
        flag,
        final: false,
      })),
    );
  });

  it('answers otherwise once what a record waits for is stated', async () => {
    await state('named', 'demo-platform', [
      orderRecord('missing', { parties: { paymentProvider: 'demo-pay' } }),
      fulfilmentRecord('unnamed', { event: 'dispatched', parties: { paymentProvider: 'demo-pay' } }),
    ]);
    expect((await ask('demo-pay', 'stranger')).map(({ counts }) => counts)).to.deep.equal([true, true]);
  });

  it('is for the issuer and its organisation alone', async () => {
    const refusal = async (as?: string): Promise<string> => {
      const client = await world.client(gateway, as);
      const path = `/v1/batches/${receipts.get('stranger') ?? ''}/standing`;
      return client.get(path).then(
        () => 'answered',
        (error: unknown) => (error instanceof ProblemError ? error.code : 'other'),
      );
    };
    expect(await refusal()).to.equal('signature_required');
    expect(await refusal('demo-platform')).to.equal('ring_too_low');
    expect(await refusal('demo-certifier')).to.equal('ring_too_low');
    expect(await refusal('demo-pay')).to.equal('answered');
  });

  it('answers for any records, and tells no stranger whether a hidden one exists', async () => {
    const hidden = `${receipts.get('stranger') ?? ''}.0`;
    const absent = `${'A'.repeat(43)}.0`;
    expect(await (await world.client(gateway, 'demo-pay')).standing([hidden, absent])).to.deep.equal([
      { record: hidden, counts: true },
      { record: absent, counts: null },
    ]);
    expect(await (await world.client(gateway, 'demo-certifier')).standing([hidden, absent])).to.deep.equal([
      { record: hidden, counts: null },
      { record: absent, counts: null },
    ]);
  });

  it('takes 500 records a question, and none twice', async () => {
    const client = await world.client(gateway, 'demo-pay');
    const ids = Array.from({ length: 501 }, (_, line) => `${'A'.repeat(43)}.${line}`);
    expect(await client.standing(ids)).to.have.length(501);
    const post = (records: readonly string[]) =>
      client.post('/v1/standing', { records }).then(
        () => 'answered',
        (error: unknown) => (error instanceof ProblemError ? error.code : 'other'),
      );
    expect(await post(ids)).to.equal('request_invalid');
    expect(await post([ids[0] ?? '', ids[0] ?? ''])).to.equal('request_invalid');
    expect(await post(['none'])).to.equal('request_invalid');
  });
});
