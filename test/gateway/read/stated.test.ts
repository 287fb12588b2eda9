import { expect } from 'chai';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { signBatch } from '../../../gateway/sdk/client/batches.js';
import {
  contentId,
  createClient,
  importSigner,
  ProblemError,
  restatementId,
} from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { commitment, orderRecord } from '../../support/records.js';
import { World, privateJwk } from '../harness.js';

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
    const { ledger } = gateway;
    const submit = ledger.submit.bind(ledger);
    let open: () => void = () => undefined;
    const opened = new Promise<void>((resolve) => (open = resolve));
    ledger.submit = async (...call) => {
      await opened;
      return submit(...call);
    };
    try {
      const client = await world.client(gateway, platform);
      const record = orderRecord('queued');
      const batch = await client.signBatch([record], { as: platform });
      expect(await client.send(batch, { wait: 0 })).to.have.property('type', 'job');
      const contents = [contentId([record])];
      const { value } = await client.post<unknown>('/v1/stated', { contents });
      expect(value).to.deep.equal({ items: [null], unsettled: [batch.id], next: null });
      const others = await (await world.client(gateway, 'demo-pay')).post('/v1/stated', { contents });
      expect(others.value).to.have.deep.property('unsettled', []);
      let asked = 0;
      const waiting = createClient({
        url: gateway.url,
        signer: await importSigner(privateJwk(world.signer(platform))),
        async fetch(url, init) {
          const answer = await fetch(url, init);
          // Whoever does not wait asks once, and is told of nothing.
          if (url.endsWith('/v1/stated') && ++asked === 2) open();
          return answer;
        },
      });
      expect(await waiting.stated(contents)).to.deep.equal([{ record: `${batch.id}.0`, counts: true }]);
    } finally {
      open();
      ledger.submit = submit;
    }
  });

  it('waits for no batch that another has made up under its name', async () => {
    const { ledger } = gateway;
    const submit = ledger.submit.bind(ledger);
    const pay = await importSigner(privateJwk(world.signer('demo-pay')));
    const { ledgerId } = await (await world.client(gateway)).info();
    const forged = await signBatch([orderRecord('forged')], { as: platform, signer: pay, ledger: ledgerId });
    const contents = [contentId([orderRecord('forged')])];
    let unsettled: unknown;
    // Asked while the ledger has it.
    ledger.submit = async (...call) => {
      unsettled = (await (await world.client(gateway, platform)).post('/v1/stated', { contents })).value;
      return submit(...call);
    };
    try {
      const anyone = await world.client(gateway);
      const refused = await anyone.send(forged, { wait: 5 }).catch((error: unknown) => error);
      expect(refused).to.be.instanceOf(ProblemError);
      expect(unsettled).to.deep.equal({ items: [null], unsettled: [], next: null });
    } finally {
      ledger.submit = submit;
    }
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
