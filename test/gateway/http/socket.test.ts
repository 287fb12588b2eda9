import { expect } from 'chai';
import type { App } from '../../../gateway/http/plugins/types.js';
import { exchange, inertApp } from './raw-socket.js';

describe('gateway on a real socket', () => {
  let app: App;
  let port: number;
  before(async () => {
    ({ app, port } = await inertApp());
  });
  after(() => app.close());

  it('answers 408 to a body that does not come', async () => {
    const answer = await exchange(
      port,
      'POST /v1/batches HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-ndjson\r\ncontent-length: 10\r\n\r\n12345',
    );
    expect(answer)
      .to.match(/^HTTP\/1\.1 408 /)
      .and.include('application/problem+json')
      .and.include('request_timeout');
  });

  it('answers 431 to huge headers', async () => {
    const answer = await exchange(
      port,
      `GET /livez HTTP/1.1\r\nhost: x\r\nx-big: ${'a'.repeat(20_000)}\r\n\r\n`,
    );
    expect(answer)
      .to.match(/^HTTP\/1\.1 431 /)
      .and.include('headers_too_large');
  });

  it('answers the good ones of a pipeline, then 400 to what is not HTTP, and closes', async () => {
    const answer = await exchange(port, 'GET /livez HTTP/1.1\r\nhost: x\r\n\r\nNONSENSE\r\n\r\n');
    expect(answer)
      .to.match(/^HTTP\/1\.1 200 OK/)
      .and.include('HTTP/1.1 400 ')
      .and.include('request_malformed');
  });

  it('refuses two lengths for one body (request smuggling)', async () => {
    const answer = await exchange(
      port,
      'POST /v1/scores HTTP/1.1\r\nhost: x\r\ncontent-length: 3\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n',
    );
    expect(answer).to.match(/^HTTP\/1\.1 400 /);
  });

  it('answers HEAD without a body, OPTIONS with Allow, and 405 to the rest', async () => {
    const close = 'host: x\r\nconnection: close\r\n\r\n';
    const head = await exchange(port, `HEAD /livez HTTP/1.1\r\n${close}`);
    expect(head)
      .to.match(/^HTTP\/1\.1 200 OK/)
      .and.match(/content-length: 17\r\n/)
      .and.match(/\r\n\r\n$/);
    const options = await exchange(port, `OPTIONS /v1/scores HTTP/1.1\r\n${close}`);
    expect(options)
      .to.match(/^HTTP\/1\.1 204 /)
      .and.match(/allow: POST\r\n/);
    const other = await exchange(port, `DELETE /v1/sellers/a.b HTTP/1.1\r\n${close}`);
    expect(other)
      .to.match(/^HTTP\/1\.1 405 /)
      .and.match(/allow: GET, HEAD\r\n/)
      .and.include('method_not_allowed');
  });

  it('answers 404 to an absolute-form target for elsewhere', async () => {
    const answer = await exchange(
      port,
      'GET http://evil.example/livez HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n',
    );
    expect(answer).to.match(/^HTTP\/1\.1 40[04] /);
  });

  const bodies: [what: string, status: number, body: string | Buffer][] = [
    ['no JSON', 400, '{'],
    ['nothing', 400, ''],
    ['bytes that are not UTF-8', 400, Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['a byte order mark', 400, Buffer.from('\ufeff{"sellers":["a.b"]}')],
    ['100,000 open brackets', 400, '['.repeat(100_000)],
    ['a prototype key', 400, '{"__proto__":{},"sellers":["a.b"]}'],
    ['an unknown member', 400, '{"sellers":["a.b"],"extra":1}'],
    ['a number where text belongs', 400, '{"sellers":[1]}'],
    [
      '501 sellers',
      400,
      JSON.stringify({ sellers: Array.from({ length: 501 }, (_, i) => `a.b${String(i)}`) }),
    ],
    ['more than 256 KiB', 413, ' '.repeat(300_000)],
  ];
  for (const [what, status, body] of bodies) {
    it(`answers ${String(status)} to a body of ${what}`, async () => {
      const answer = await app.inject({
        method: 'POST',
        url: '/v1/scores',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect(answer.statusCode, answer.body).to.equal(status);
      expect(answer.headers['content-type']).to.match(/^application\/problem\+json/);
    });
  }

  it('says nothing of an unexpected failure but its requestId', async () => {
    const answer = await app.inject('/v1/sellers/demo-platform.secret9/score');
    expect(answer.statusCode).to.equal(500);
    const problem = answer.json<{ requestId: string }>();
    expect(problem).to.include({
      code: 'internal_error',
      type: 'http://gateway.example/problems/internal_error',
    });
    expect(problem.requestId).to.equal(answer.headers['x-request-id']);
    expect(answer.body).not.to.match(/undefined|TypeError|secret9/);
  });
});
