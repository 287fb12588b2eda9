import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import type { Gateway } from '../../../gateway/start/server.js';
import { orderRecord } from '../../support/records.js';
import { freePort } from '../../support/stl.js';
import { World, clock } from '../harness.js';
import { samplesOf, scrape, valueOf } from './scrape.js';

describe('the metrics of a gateway', function () {
  this.timeout(60_000);
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

  it('count requests by route, method and status, and never by what their addresses hold', async () => {
    for (const path of [
      '/v1/sellers/shop-of-jane',
      '/v1/sellers/shop-of-joe',
      '/v1/nowhere-jane',
      '/sellers/jane',
    ])
      await fetch(`${gateway.url}${path}?email=jane@example.org`);
    await fetch(`${gateway.url}/v1/sellers`, { method: 'PROPFIND' });
    const text = await scrape(gateway.url);
    const of = { route: '/v1/sellers/:id', method: 'GET' };
    expect(valueOf(text, 'stl_http_requests_total', { ...of, status: '400' })).to.equal(2);
    expect(valueOf(text, 'stl_http_request_duration_seconds_count', of)).to.equal(2);
    expect(valueOf(text, 'stl_http_requests_total', { route: '', method: 'GET', status: '404' })).to.equal(1);
    expect(valueOf(text, 'stl_http_requests_total', { method: 'other' })).to.equal(1);
    expect(text).to.not.match(/jane|joe|example\.org|PROPFIND/);
  });

  it('count problems by code, from 0 on', async () => {
    const before = await scrape(gateway.url);
    expect(valueOf(before, 'stl_http_problems_total', { code: 'nonce_reused' })).to.equal(0);
    const counted = valueOf(before, 'stl_http_problems_total', { code: 'signature_required' }) ?? 0;
    await fetch(`${gateway.url}/v1/sellers/none/records?kind=order`);
    await fetch(`${gateway.url}/v1/seals`, { method: 'POST' });
    const after = await scrape(gateway.url);
    expect(valueOf(after, 'stl_http_problems_total', { code: 'signature_required' })).to.be.above(counted);
  });

  it('follow batches to the ledger', async () => {
    await world.state(gateway, 'demo-platform', [orderRecord('first')]);
    const text = await scrape(gateway.url);
    expect(valueOf(text, 'stl_records')).to.equal(1);
    expect(valueOf(text, 'stl_queue_wait_seconds_count')).to.equal(1);
    expect(
      valueOf(text, 'stl_ledger_transaction_duration_seconds_count', { transaction: 'SubmitBatch' }),
    ).to.equal(1);
    expect(valueOf(text, 'stl_queue_batches', { state: 'waiting' })).to.equal(0);
    expect(valueOf(text, 'stl_queue_batches', { state: 'sent' })).to.equal(0);
    expect(valueOf(text, 'stl_queue_oldest_batch_age_seconds')).to.equal(0);
    expect(valueOf(text, 'stl_ledger_height_blocks')).to.equal(valueOf(text, 'stl_projection_height_blocks'));
    expect(valueOf(text, 'stl_projection_lag_blocks')).to.equal(0);
    expect(valueOf(text, 'stl_projection_state', { state: 'running' })).to.equal(1);
  });

  it('say how old the newest agreed epoch is, and who has cosigned', async () => {
    expect(valueOf(await scrape(gateway.url), 'stl_epoch_age_seconds', { epoch: 'agreed' })).to.equal(
      undefined,
    );
    const n = await world.seal(gateway);
    const text = await scrape(gateway.url);
    expect(valueOf(text, 'stl_epoch_number', { epoch: 'agreed' })).to.equal(n);
    expect(valueOf(text, 'stl_epoch_age_seconds', { epoch: 'agreed' })).to.be.within(0, 60);
    for (const organisation of ['platform', 'certifier', 'payments']) {
      expect(valueOf(text, 'stl_epoch_cosigned', { organisation })).to.equal(1);
      expect(valueOf(text, 'stl_epoch_dissents', { organisation })).to.equal(0);
    }
    expect(valueOf(text, 'stl_epoch_disagrees_here')).to.equal(0);
  });

  it('say what ends, in Unix time', async () => {
    const text = await scrape(gateway.url);
    const end = valueOf(text, 'stl_end_timestamp_seconds', { what: 'registration', owner: 'demo-platform' });
    expect(end).to.be.above(clock());
    expect(valueOf(text, 'stl_ending', { what: 'key', within: '30d' })).to.equal(0);
  });

  it('say that it is ready, what runs, and what lies on the disk', async () => {
    const text = await scrape(gateway.url);
    expect(valueOf(text, 'stl_ready', { for: 'reads' })).to.equal(1);
    expect(valueOf(text, 'stl_ready', { for: 'writes' })).to.equal(1);
    const version = process.env['npm_package_version'] ?? '';
    expect(
      valueOf(text, 'stl_build_info', { organisation: 'platform', ...(version ? { version } : {}) }),
    ).to.equal(1);
    for (const store of ['ledger', 'projection', 'jobs', 'references']) {
      expect(valueOf(text, 'stl_store_sound', { store })).to.equal(1);
      expect(valueOf(text, 'stl_store_errors_total', { store, code: 'damaged' })).to.equal(0);
      expect(valueOf(text, 'stl_store_size_bytes', { store })).to.be.above(0);
    }
    const size = valueOf(text, 'stl_disk_size_bytes') ?? 0;
    expect(valueOf(text, 'stl_disk_free_bytes')).to.be.within(1, size);
  });

  it('are all read without a failure', async () => {
    const text = await scrape(gateway.url);
    expect(valueOf(text, 'stl_metrics_failures_total')).to.equal(0);
    const odd = samplesOf(text).filter(({ name, value }) => name.startsWith('stl_') && Number.isNaN(value));
    expect(odd).to.deep.equal([]);
  });

  it('are of one gateway, though two run in a process', async () => {
    const other = await World.found();
    const second = await other.start();
    try {
      const of = { route: '/v1/sellers/:id' };
      expect(valueOf(await scrape(second.url), 'stl_http_requests_total', of)).to.equal(undefined);
      expect(
        valueOf(await scrape(second.url), 'stl_build_info', { ledger: other.consortium.ledger }),
      ).to.equal(1);
    } finally {
      await second.close();
      await other.remove();
    }
  });
});

describe('where /metrics answers', function () {
  this.timeout(60_000);
  let world: World;
  let gateway: Gateway | undefined;
  before(async () => {
    world = await World.found();
  });
  afterEach(async () => {
    await gateway?.close();
    gateway = undefined;
  });
  after(() => world.remove());

  it('is a port of its own where one is named, and not the public one', async () => {
    const port = await freePort();
    gateway = await world.start({ STL_METRICS: `127.0.0.1:${port}` });
    const own = `http://127.0.0.1:${port}`;
    expect(valueOf(await scrape(own), 'stl_ready', { for: 'reads' })).to.equal(1);
    expect((await fetch(`${gateway.url}/metrics`)).status).to.equal(404);
    expect((await fetch(`${own}/v1/sellers`)).status).to.equal(404);
    expect((await fetch(`${own}/metrics`, { method: 'POST' })).status).to.equal(405);
    await gateway.close();
    gateway = undefined;
    expect(await fetch(`${own}/metrics`).catch(() => 'closed')).to.equal('closed');
  });

  it('is nowhere where it is switched off', async () => {
    gateway = await world.start({ STL_METRICS: 'off' });
    expect((await fetch(`${gateway.url}/metrics`)).status).to.equal(404);
  });

  it('must be free', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as AddressInfo;
    const failure: unknown = await world
      .start({ STL_METRICS: `127.0.0.1:${port}` })
      .catch((error: unknown) => error);
    taken.close();
    expect(failure).to.be.instanceOf(Error);
    expect((failure as Error).message).to.include(`Port ${port} of 127.0.0.1, for metrics`);
    // What was opened by then is closed again.
    gateway = await world.start();
  });
});
