import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'chai';
import { contentDigestMatches } from '../../../gateway/sdk/http-signatures/content-digest.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';
import { sha256, signedHeaders } from './exchange.js';
import { rawGet, type RawAnswer } from './raw-get.js';

function unpacked({ bytes, headers }: RawAnswer): Buffer {
  const coding = headers['content-encoding'];
  if (coding === 'br') return brotliDecompressSync(bytes);
  return coding === 'gzip' ? gunzipSync(bytes) : bytes;
}

const browsers = 'gzip, deflate, br, zstd';

describe('compression', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/v1/batches',
      headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=20' },
      body: Buffer.from(await world.batch('demo-platform', [orderRecord('a')])),
    });
    expect(answer.statusCode, answer.body).to.equal(201);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const seller = 'demo-platform.shop1';
  const packed = [
    '/sellers',
    `/sellers/${seller}`,
    `/badges/${seller}.svg`,
    '/verify/page',
    '/openapi.json',
    '/docs/json',
    '/docs/static/swagger-ui.css',
    '/docs/static/swagger-ui-bundle.js',
    '/badge.js',
    '/scanner.js',
  ];
  for (const path of packed) {
    it(`packs ${path} as the asker can unpack it`, async () => {
      const plain = await rawGet(gateway.url + path);
      expect(plain.status).to.equal(200);
      expect(plain.headers).not.to.have.property('content-encoding');
      expect(plain.headers.vary).to.include('accept-encoding');
      for (const [accepted, coding] of [
        ['gzip', 'gzip'],
        [browsers, 'br'],
        ['br;q=0, gzip', 'gzip'],
        ['compress', undefined],
        ['identity', undefined],
        ['gzip;q=0', undefined],
      ] as const) {
        const answer = await rawGet(gateway.url + path, { 'accept-encoding': accepted });
        expect(answer.headers['content-encoding'], accepted).to.equal(coding);
        expect(answer.headers['content-type']).to.equal(plain.headers['content-type']);
        expect(answer.headers.vary).to.include('accept-encoding');
        expect(unpacked(answer).equals(plain.bytes), accepted).to.equal(true);
        if (coding !== undefined) expect(answer.bytes.length).to.be.below(plain.bytes.length / 1.5);
      }
    });
  }

  it('brings all of /docs in less than 0.6 MB', async () => {
    const page = await rawGet(`${gateway.url}/docs`, { 'accept-encoding': browsers });
    const files = [
      ...unpacked(page)
        .toString()
        .matchAll(/(?:src|href)="\.?([^"#]+)"/g),
    ].map(([, file = '']) => (file.startsWith('/docs') ? file : `/docs${file}`));
    expect(files.some((file) => file.endsWith('swagger-ui-bundle.js'))).to.equal(true);
    let bytes = page.bytes.length;
    for (const file of files) {
      const answer = await rawGet(gateway.url + file, { 'accept-encoding': browsers });
      expect(answer.status, file).to.equal(200);
      bytes += answer.bytes.length;
    }
    expect(bytes).to.be.below(600_000);
  });

  it('says of a packed file, too, that it has not changed', async () => {
    for (const accepted of ['gzip', 'br', 'identity']) {
      const first = await rawGet(`${gateway.url}/badge.js`, { 'accept-encoding': accepted });
      const tag = first.headers.etag ?? '';
      const again = await rawGet(`${gateway.url}/badge.js`, {
        'accept-encoding': accepted,
        'if-none-match': tag,
      });
      expect([again.status, again.bytes.length, again.headers.etag]).to.deep.equal([304, 0, tag]);
    }
  });

  it('leaves signed answers as they are: their digests are of the bytes that an asker sees', async () => {
    for (const path of [`/v1/sellers/${seller}`, '/v1/participants', '/v1/policies']) {
      const answer = await rawGet(gateway.url + path, { 'accept-encoding': browsers });
      expect(answer.status).to.equal(200);
      expect(answer.headers).not.to.have.property('content-encoding');
      expect(answer.bytes.length).to.be.above(200);
      const digest = String(answer.headers['content-digest']);
      expect(await contentDigestMatches(digest, answer.bytes, sha256), path).to.equal(true);
    }
  });

  it('leaves the page that says no to a signed request as it is', async () => {
    const url = `${gateway.url}/sellers/demo-platform.nobody`;
    const headers = await signedHeaders(url, world.signer('demo-platform'));
    const answer = await rawGet(url, { ...headers, 'accept-encoding': browsers });
    expect([answer.status, answer.headers['content-type']]).to.deep.equal([404, 'text/html; charset=utf-8']);
    expect(answer.headers).to.have.property('signature');
    expect(answer.headers).not.to.have.property('content-encoding');
    const digest = String(answer.headers['content-digest']);
    expect(await contentDigestMatches(digest, answer.bytes, sha256)).to.equal(true);
  });
});
