import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { ProblemError } from '../../../gateway/sdk/client/index.js';
import { contentId, restatementId } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { commitment, orderRecord } from '../../support/records.js';
import { World } from '../harness.js';

const platform = 'demo-platform';
const seller = `${platform}.shop1`;
const delivered = (order: string): FactRecord => ({
  kind: 'fulfilment',
  seller,
  at: '2026-05-06T10:00:00Z',
  order: commitment(order),
  event: 'delivered',
});

describe('what a participant has stated', () => {
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

  const state = async (records: readonly FactRecord[], jti?: string): Promise<string> => {
    const client = await world.client(gateway, platform);
    const batch = await client.signBatch(records, { as: platform, ...(jti === undefined ? {} : { jti }) });
    return (await client.deliver(batch)).batch;
  };
  const ask = async (records: readonly FactRecord[], as = platform) =>
    (await world.client(gateway, as)).stated(records.map((record) => contentId([record])));

  it('is found by what it says, wherever it stands, and in the order asked', async () => {
    const [a, b, c] = ['a', 'b', 'c'].map((name) => orderRecord(name)) as [
      FactRecord,
      FactRecord,
      FactRecord,
    ];
    const batch = await state([a, b]);
    expect(await ask([c, b, a])).to.deep.equal([
      null,
      { record: `${batch}.1`, counts: true },
      { record: `${batch}.0`, counts: true },
    ]);
    expect(await ask([])).to.deep.equal([]);
  });

  it('is found as the record that says it last, once it was taken back and stated again', async () => {
    const fact = delivered('again');
    await state([orderRecord('again')]);
    const target = `${await state([fact])}.0`;
    const back = await state([
      { kind: 'correction', seller, at: '2026-05-07T10:00:00Z', target, reason: 'did_not_occur' },
    ]);
    expect(await ask([fact])).to.deep.equal([
      { record: target, counts: false, flag: 'corrected', by: `${back}.0`, final: true },
    ]);
    const again = await state([fact], restatementId([fact], [target]));
    expect(await ask([fact])).to.deep.equal([{ record: `${again}.0`, counts: true }]);
  });

  it('is told to nobody else: what others have said cannot be guessed', async () => {
    const guessed = orderRecord('secret');
    await state([guessed]);
    expect(await ask([guessed], 'demo-pay')).to.deep.equal([null]);
    const refusal = async (client: Awaited<ReturnType<World['client']>>): Promise<unknown> =>
      client.stated([contentId([guessed])]).catch((error: unknown) => (error as ProblemError).code);
    expect(await refusal(await world.client(gateway))).to.equal('signature_required');
  });

  it('holds what is on its way when it is asked', async () => {
    const client = await world.client(gateway, platform);
    const chunks = Array.from({ length: 30 }, (_, batch) =>
      Array.from({ length: 200 }, (__, line) => orderRecord(`queued-${batch}-${line}`)),
    );
    const batches = await Promise.all(chunks.map((records) => client.signBatch(records, { as: platform })));
    const sent = await Promise.all(batches.map((batch) => client.send(batch, { wait: 0 })));
    expect(sent.map(({ type }) => type)).to.include('job');
    expect(await ask(chunks.flatMap((records) => records.slice(-1)))).to.not.include(null);
  });

  it('takes up to 1,000 contents a question, each once', async () => {
    const client = await world.client(gateway, platform);
    const contents = Array.from({ length: 1_001 }, (_, i) => commitment(`none-${i}`));
    const post = (asked: readonly string[]): Promise<unknown> =>
      client.post('/v1/stated', { contents: asked }).then(
        ({ status }) => status,
        (error: unknown) => (error as ProblemError).code,
      );
    expect(await client.stated(contents)).to.deep.equal(contents.map(() => null));
    expect(await post(contents.slice(0, 1_000))).to.equal(200);
    for (const wrong of [contents, [contents[0], contents[0]], [], ['../../s/x']])
      expect(await post(wrong as string[]), `${wrong.length}`).to.equal('request_invalid');
  });
});
