import { expect } from 'chai';
import type { Fulfilment } from '../../../chaincode/domain/records/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { newSigner, type Signer } from '../../support/consortium.js';
import { commitment, fulfilmentRecord, orderRecord } from '../../support/records.js';
import { World, clock } from '../harness.js';

/** Only a dispatch states whether its tracking was valid. */
function withoutTracking(record: Fulfilment): Fulfilment {
  const copy = { ...record };
  delete copy.tracking;
  return copy;
}

describe('POST /v1/batches', () => {
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

  const post = (body: Uint8Array | string, headers: Record<string, string> = {}) =>
    gateway.app.inject({
      method: 'POST',
      url: '/v1/batches',
      headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=20', ...headers },
      body: Buffer.from(body),
    });
  const job = async (location: string) => {
    for (;;) {
      const answer = await gateway.app.inject(location);
      const state = answer.json<{ state: string }>();
      if (state.state === 'committed' || state.state === 'failed') return state;
    }
  };

  it('answers 201 with the receipt, and the same receipt again', async () => {
    const bytes = await world.batch('demo-platform', [orderRecord('a')]);
    const first = await post(bytes);
    expect(first.statusCode, first.body).to.equal(201);
    expect(first.headers).to.include({ 'preference-applied': 'wait=20' });
    const receipt = first.json<{ batch: string; block: number }>();
    expect(receipt).to.include({ v: 1, ledger: world.consortium.ledger, iss: 'demo-platform', n: 1 });
    const again = await post(bytes);
    expect(again.statusCode).to.equal(201);
    expect(again.json()).to.deep.equal(receipt);
    const read = await gateway.app.inject(first.headers.location as string);
    expect(read.json()).to.deep.equal(receipt);
  });

  it('waits as long as it waits at most, where more is asked', async () => {
    for (const wait of ['60', '1000000000', '9'.repeat(400)]) {
      const bytes = await world.batch('demo-platform', [orderRecord(`wait${String(wait.length)}`)]);
      const answer = await post(bytes, { prefer: `wait=${wait}` });
      expect(answer.statusCode, answer.body).to.equal(201);
      expect(answer.headers).to.include({ 'preference-applied': 'wait=30' });
    }
  });

  it('answers 202 without Prefer, and the job ends with the receipt', async () => {
    const bytes = await world.batch('demo-platform', [orderRecord('b')]);
    const answer = await post(bytes, { prefer: '' });
    expect(answer.statusCode, answer.body).to.equal(202);
    expect(answer.headers.location).to.match(/^\/v1\/jobs\//);
    expect(answer.json()).to.include({ state: 'queued' });
    const ended = await job(answer.headers.location as string);
    expect(ended).to.include({ state: 'committed' });
    expect(ended).to.have.nested.property('receipt.iss', 'demo-platform');
  });

  it('answers 409 to another content under the same jti, and keeps the first', async () => {
    await post(await world.batch('demo-platform', [orderRecord('c')], 'same'));
    const answer = await post(await world.batch('demo-platform', [orderRecord('d')], 'same'));
    expect(answer.statusCode).to.equal(409);
    expect(answer.json()).to.include({ code: 'jti_conflict' });
  });

  it('answers bytes that are on the ledger with their receipt at once, and keeps no job for them', async () => {
    const bytes = await world.batch('demo-platform', [orderRecord('replayed')]);
    const receipt = (await post(bytes)).json<object>();
    for (const prefer of ['', 'wait=1']) {
      const again = await post(bytes, { prefer });
      expect(again.statusCode, again.body).to.equal(201);
      expect(again.json()).to.deep.equal(receipt);
    }
  });

  it('refuses what is on the ledger under another signature, waiting or not', async () => {
    const options = { iat: clock(), exp: clock() + 600, jti: 'resigned' };
    const sign = (signer?: Signer) =>
      world.consortium.signBatch('demo-platform', [orderRecord('resigned')], {
        ...options,
        ...(signer === undefined ? {} : { signer }),
      });
    const first = await sign();
    expect((await post(first.bytes)).statusCode).to.equal(201);
    const forger = { ...newSigner(), kid: world.signer('demo-platform').kid };
    for (const [other, status, code] of [
      [await sign(), 409, 'jti_conflict'],
      [await sign(forger), 422, 'signature_invalid'],
    ] as const) {
      expect(other.id).to.equal(first.id);
      for (const prefer of ['', 'wait=20']) {
        const answer = await post(other.bytes, { prefer });
        expect(answer.json(), answer.body).to.include({ status, code });
      }
    }
  });

  it('answers 422 with every defect, its line and its pointer', async () => {
    const records = [
      orderRecord('e', { country: 'Brazil' }),
      orderRecord('f'),
      { ...fulfilmentRecord('f'), event: 'eaten', note: 'x' } as never,
    ];
    const answer = await post(await world.batch('demo-platform', records));
    expect(answer.statusCode).to.equal(422);
    expect(answer.headers['content-type']).to.match(/^application\/problem\+json/);
    const { errors } = answer.json<{ errors: { line: number; pointer: string }[] }>();
    expect(errors.map(({ line, pointer }) => `${line}${pointer}`)).to.include.members([
      '2/country',
      '4/event',
    ]);
    expect(answer.body, 'values of the input are not repeated').not.to.include('Brazil');
  });

  it('refuses with 422, and never queues, what the ledger would not take', async () => {
    const other = await world.batch('demo-pay', [orderRecord('g')]);
    const answer = await post(other, { prefer: '' });
    expect(answer.statusCode).to.equal(422);
    expect(answer.json()).to.include({ code: 'not_authorised' });
    const iat = clock() - 7_200;
    const late = await world.consortium.signBatch('demo-platform', [orderRecord('h')], {
      iat,
      exp: iat + 60,
    });
    expect((await post(late.bytes, { prefer: '' })).json()).to.include({ code: 'time_window' });
    const bytes = Buffer.from(await world.batch('demo-platform', [orderRecord('i')]));
    bytes[bytes.length - 3] = 0x58;
    expect((await post(bytes, { prefer: '' })).statusCode).to.equal(422);
  });

  it('answers 413 above 2 MiB and 415 to anything but NDJSON', async () => {
    expect((await post('x'.repeat(2 * 1024 * 1024 + 1))).json()).to.include({
      status: 413,
      code: 'body_too_large',
    });
    const json = await post('{}', { 'content-type': 'application/json' });
    expect(json.json()).to.include({ status: 415, code: 'media_type_unsupported' });
    const scores = await gateway.app.inject({
      method: 'POST',
      url: '/v1/scores',
      headers: { 'content-type': 'application/x-ndjson' },
      body: '{}',
    });
    expect(scores.json()).to.include({ status: 415 });
  });

  it('sends queued batches again after a restart', async () => {
    const bytes = await world.batch('demo-platform', [orderRecord('j')]);
    const answer = await post(bytes, { prefer: '' });
    await gateway.close();
    gateway = await world.start();
    expect(await job(answer.headers.location as string)).to.include({ state: 'committed' });
  });

  it('scores many sellers in one call, and says which it does not know', async () => {
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/v1/scores',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ sellers: ['demo-platform.shop1', 'demo-platform.nobody'] }),
    });
    expect(answer.statusCode, answer.body).to.equal(200);
    const { items } = answer.json<{ items: object[] }>();
    expect(items[0]).to.have.nested.property('score.meaning');
    expect(items[1]).to.have.nested.property('problem.code', 'not_found');
  });

  it('dates a score: before the newest fact from what had happened by then, never before the first', async () => {
    const added = await post(
      await world.batch('demo-platform', [
        orderRecord('late', {
          at: '2026-06-20T10:00:00Z',
          dispatchBy: '2026-06-22T10:00:00Z',
          deliverBy: '2026-06-30T10:00:00Z',
        }),
      ]),
    );
    expect(added.statusCode, added.body).to.equal(201);
    const score = (asof: string) => gateway.app.inject(`/v1/sellers/demo-platform.shop1/score?asof=${asof}`);
    expect((await score('2026-04-01')).json()).to.include({ status: 422, code: 'as_of_out_of_range' });
    expect((await score('2026-02-30')).json()).to.include({ status: 400, code: 'request_invalid' });
    expect((await score('2026-08-01')).json()).to.include({ asOf: 1785542400 });
    const past = (await score('2026-05-31')).json<{ asOf: number }>();
    expect(past).to.include({ asOf: 1780185600, status: 'not-enough-history' });
  });

  it('scores a past day as it did on that day', async () => {
    const seller = 'demo-platform.past';
    const about = { seller };
    const early = Array.from({ length: 40 }, (_, i) => [
      orderRecord(`p${String(i)}`, about),
      fulfilmentRecord(`p${String(i)}`, about),
    ]).flat();
    await post(await world.batch('demo-platform', early));
    const score = async () =>
      (await gateway.app.inject(`/v1/sellers/${seller}/score?asof=2026-06-01`)).json<object>();
    const then = await score();
    await post(
      await world.batch(
        'demo-platform',
        [fulfilmentRecord('p1', { ...about, at: '2026-06-20T10:00:00Z', event: 'lost' })].map(
          withoutTracking,
        ),
      ),
    );
    expect((await gateway.app.inject(`/v1/sellers/${seller}`)).json()).to.have.nested.property(
      'public.records.count',
      81,
    );
    expect(await score()).to.deep.equal(then);
  });

  it('keeps order commitments out of public answers', async () => {
    const { body } = await gateway.app.inject('/v1/sellers/demo-platform.shop1/records');
    expect(body).to.include('"visible":false').and.not.include(commitment('a'));
  });
});
