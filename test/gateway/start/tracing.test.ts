import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { packageOf, scriptsLoaded } from '../../support/loaded.js';
import { commitment, orderRecord } from '../../support/records.js';
import { freePort, GatewayProcess } from '../../support/stl.js';
import { World } from '../harness.js';
import { Collector, type ReceivedSpan } from './collector.js';

describe('traces', function () {
  this.timeout(120_000);
  let world: World;
  before(async () => {
    world = await World.found();
  });
  after(() => world.remove());

  describe('where there is a collector', () => {
    let collector: Collector;
    let gateway: Gateway;
    beforeEach(async () => {
      collector = await Collector.start();
      gateway = await world.start({ STL_OTEL_ENDPOINT: `${collector.url}/` });
    });
    afterEach(async () => {
      await gateway.close();
      await collector.close();
    });

    const send = async (body: Uint8Array, headers: Readonly<Record<string, string>>) =>
      fetch(`${gateway.url}/v1/batches`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', ...headers },
        body: Buffer.from(body),
      });
    /** The chain from a transaction up to the request that brought it. */
    const ancestors = async (span: ReceivedSpan): Promise<ReceivedSpan[]> => {
      const chain = [span];
      for (;;) {
        const { parentSpanId = '', traceId } = chain.at(-1) as ReceivedSpan;
        if (parentSpanId === '') return chain;
        const ours = collector.spans.some(({ spanId }) => spanId === parentSpanId);
        if (!ours && traceId === callers.traceId) return chain;
        chain.push(await collector.span(({ spanId }) => spanId === parentSpanId));
      }
    };
    const callers = { traceId: '4bf92f3577b34da6a3ce929d0e0e4736', spanId: '00f067aa0ba902b7' };

    it('go from the route through the queue to the block', async () => {
      const answer = await send(await world.batch('demo-platform', [orderRecord('one')]), {
        prefer: 'wait=20',
      });
      expect(answer.status).to.equal(201);
      const receipt = (await answer.json()) as { txId: string; block: number };
      await gateway.close();
      const submit = await collector.span(
        ({ attributes }) => attributes['stl.transaction'] === 'SubmitBatch',
      );
      expect(submit.attributes['stl.batches']).to.equal(1);
      expect(submit.attributes['stl.block']).to.equal(receipt.block);
      expect(submit.attributes['stl.tx_id']).to.match(/^[0-9a-f]{64}$/);
      const root = (await ancestors(submit)).at(-1) as ReceivedSpan;
      expect(root.name).to.equal('POST /v1/batches');
      expect(root.attributes).to.include({ 'http.route': '/v1/batches', 'http.response.status_code': 201 });
      const queue = await collector.span(({ name }) => name === 'queue');
      expect(queue.traceId).to.equal(root.traceId);
    });

    it('go on with a trace of the caller (W3C traceparent), also after a 202', async () => {
      const traceparent = `00-${callers.traceId}-${callers.spanId}-01`;
      const answer = await send(await world.batch('demo-platform', [orderRecord('two')]), { traceparent });
      expect(answer.status).to.equal(202);
      const isOurs = ({ traceId }: ReceivedSpan): boolean => traceId === callers.traceId;
      const submit = await collector.span((span) => isOurs(span) && span.name === 'ledger submit');
      expect(submit.attributes['stl.block']).to.be.a('number');
      const root = await collector.span((span) => isOurs(span) && span.name === 'POST /v1/batches');
      expect(root.parentSpanId).to.equal(callers.spanId);
    });

    it('keep the traces of batches apart that share a transaction', async () => {
      const batches = await Promise.all(
        ['a', 'b', 'c', 'd'].map((name) => world.batch('demo-platform', [orderRecord(name)])),
      );
      await Promise.all(batches.map((batch) => send(batch, { prefer: 'wait=20' })));
      await gateway.close();
      const submits = collector.spans.filter(({ attributes }) => attributes['stl.batches'] !== undefined);
      expect(submits).to.have.length(4);
      expect(new Set(submits.map(({ traceId }) => traceId)).size).to.equal(4);
      for (const submit of submits)
        expect((await ancestors(submit)).at(-1)?.name).to.equal('POST /v1/batches');
    });

    it('say of what fails no more than its code', async () => {
      const batch = await world.batch('demo-platform', [orderRecord('late')], 'a-jti-of-jane');
      const broken = Buffer.from(batch).toString().replace('"web"', '"wes"');
      expect((await send(Buffer.from(broken), { prefer: 'wait=20' })).status).to.equal(422);
      await fetch(`${gateway.url}/v1/sellers/jane-doe?mail=jane@example.org`);
      await fetch(`${gateway.url}/v1/sellers/demo-platform.shop1/orders/${commitment('one')}`);
      await gateway.close();
      const failed = await collector.span(({ attributes }) => attributes['stl.error'] !== undefined);
      expect(failed.attributes['stl.error']).to.equal('refused');
      expect(collector.text).to.not.match(/jane|example\.org|demo-platform|shop1/);
      expect(collector.text).to.not.include(commitment('one'));
      for (const { events = [], status } of collector.spans) {
        expect(status.message ?? '').to.equal('');
        expect(events).to.deep.equal([]);
      }
    });

    it('are not made of what asks every few seconds for ever', async () => {
      for (const path of ['/livez', '/readyz', '/metrics', '/v1/sellers'])
        await fetch(`${gateway.url}${path}`);
      await gateway.close();
      await collector.span(({ name }) => name === 'GET /v1/sellers');
      const routes = new Set(collector.spans.map(({ attributes }) => attributes['http.route']));
      for (const path of ['/livez', '/readyz', '/metrics']) expect(routes).to.not.include(path);
    });

    it('keep nobody waiting where the collector is gone, and the gateway stops all the same', async () => {
      await collector.close();
      const answer = await send(await world.batch('demo-platform', [orderRecord('gone')]), {
        prefer: 'wait=20',
      });
      expect(answer.status).to.equal(201);
      await gateway.close();
      collector = await Collector.start(); // for afterEach
    });
  });

  describe('where there is none', () => {
    it('cost nothing: nothing of OpenTelemetry but its interface, which prom-client reads, is loaded', async () => {
      const scripts = await scriptsLoaded(async (env) => {
        const gateway = new GatewayProcess(world.dir, await freePort(), { ...env, STL_SEAL_EVERY: '0' });
        await gateway.start();
        await gateway.stop();
      });
      const loaded = new Set(scripts.map(packageOf));
      expect(loaded).to.include('prom-client');
      const traced = [...loaded].filter((name = '') =>
        /opentelemetry|@fastify\/otel|in-the-middle/.test(name),
      );
      expect(traced).to.deep.equal(['@opentelemetry/api']);
    });
  });
});
