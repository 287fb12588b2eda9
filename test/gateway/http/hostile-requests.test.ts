import { once } from 'node:events';
import { connect } from 'node:net';
import { expect } from 'chai';
import type { App } from '../../../gateway/http/plugins/types.js';
import { exchange, inertApp } from './raw-socket.js';

const end = 'host: x\r\nconnection: close\r\n\r\n';

function post(path: string, body: string, more = ''): string {
  const length = `content-length: ${String(Buffer.byteLength(body))}\r\n`;
  return `POST ${path} HTTP/1.1\r\ncontent-type: application/json\r\n${length}${more}${end}${body}`;
}

/** The status line's number, and the problem, which must agree with it. */
function problemIn(answer: string): { status: number; code: string } {
  const [head = '', body = ''] = answer.split('\r\n\r\n');
  expect(head).to.match(/content-type: application\/problem\+json/i);
  const problem = JSON.parse(body) as { status: number; code: string; requestId: string };
  expect(head.split(' ')[1]).to.equal(String(problem.status));
  expect(problem.requestId).to.match(/^[0-9a-f-]{36}$/);
  return problem;
}

describe('requests meant to harm', () => {
  let app: App;
  let port: number;
  before(async () => {
    ({ app, port } = await inertApp());
  });
  after(() => app.close());

  const scores = (more: string): string => post('/v1/scores', '{"sellers":["a.b"]}', more);
  const refused: [what: string, request: string, code: string][] = [
    ['an id of 10 kB', `GET /v1/sellers/${'a'.repeat(10_000)} HTTP/1.1\r\n${end}`, 'request_invalid'],
    ['an address with a broken escape', `GET /v1/sellers/%zz HTTP/1.1\r\n${end}`, 'request_malformed'],
    ['no Host', 'GET /livez HTTP/1.1\r\nconnection: close\r\n\r\n', 'request_malformed'],
    ['two Hosts', `GET /livez HTTP/1.1\r\nhost: y\r\n${end}`, 'request_malformed'],
    ['a coded body', scores('content-encoding: gzip\r\n'), 'media_type_unsupported'],
    ['a method with a body, without one', `QUERY /v1/sellers HTTP/1.1\r\n${end}`, 'request_malformed'],
    [
      'a batch of a gigabyte',
      `POST /v1/batches HTTP/1.1\r\ncontent-type: application/x-ndjson\r\ncontent-length: 999999999\r\n${end}`,
      'body_too_large',
    ],
    [
      'a cursor of records where sellers are listed',
      `GET /v1/sellers?cursor=5-5 HTTP/1.1\r\n${end}`,
      'request_invalid',
    ],
    [
      'a cursor of sellers where records are listed',
      `GET /v1/sellers/a.b/records?cursor=5 HTTP/1.1\r\n${end}`,
      'request_invalid',
    ],
  ];
  for (const [what, request, code] of refused) {
    it(`answers ${code} to ${what}`, async () => {
      expect(problemIn(await exchange(port, request)).code).to.equal(code);
    });
  }

  it('hears a batch that is a little too long to its end: its sender, or a proxy, reads no answer before', async () => {
    const head =
      'POST /v1/batches HTTP/1.1\r\ncontent-type: application/x-ndjson\r\ncontent-length: 3000000\r\n';
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    const ended = once(socket, 'end');
    for (const part of [`${head}${end}`, ...Array.from({ length: 3 }, () => 'x'.repeat(1_000_000))]) {
      expect(answer).to.equal('');
      await new Promise<void>((resolve, reject) => {
        socket.once('error', reject);
        socket.write(part, () => resolve());
      });
      // Once it has answered another, it has read this part, too.
      expect(await exchange(port, `GET /livez HTTP/1.1\r\n${end}`)).to.match(/^HTTP\/1\.1 200 /);
    }
    await ended;
    expect(problemIn(answer).code).to.equal('body_too_large');
  });

  it('ignores an expectation it does not know', async () => {
    const answer = await exchange(port, `GET /livez HTTP/1.1\r\nexpect: miracles\r\n${end}`);
    expect(answer).to.match(/^HTTP\/1\.1 200 /);
  });

  it('reads 240 kB of quotation marks in one pass', async () => {
    // A pattern that starts anew at each character takes half a minute, in which nobody else is served.
    const answer = await exchange(port, post('/v1/scores', `{"sellers":["${'\\"'.repeat(120_000)}`));
    expect(problemIn(answer).code).to.equal('request_malformed');
  });

  const repeated: [what: string, body: string, pointer: string][] = [
    ['twice', '{"sellers":["a.b"],"sellers":["a.c"]}', '/sellers'],
    ['twice with one value', '{"sellers":["a.b"],"sellers":["a.b"]}', '/sellers'],
    ['twice, once in escapes', '{"sellers":["a.b"],"s\\u0065llers":["a.c"]}', '/sellers'],
    ['twice inside another', '{"sellers":[1,{"a":{},"b/~":{"x":1,"y":[],"x":2}}]}', '/sellers/1/b~1~0/x'],
    ['twice without a name', '{"":1,"":2}', '/'],
  ];
  for (const [what, body, pointer] of repeated) {
    it(`refuses a body that gives a member ${what}, where readers differ on which one counts`, async () => {
      const problem = problemIn(await exchange(port, post('/v1/scores', body)));
      expect(problem).to.deep.include({ code: 'request_malformed', status: 400 });
      expect(problem).to.have.property('errors').deep.include({
        pointer,
        code: 'repeated_member',
        reason: 'the member is there twice',
      });
    });
  }

  it('takes one name in two objects for two members, and texts for no members', async () => {
    const body = '{"a":{"x":1},"b":{"x":"\\"x\\":1,{\\\\"},"c":[{"x":1},{"x":"}"}],"x":["x","x"]}';
    expect(problemIn(await exchange(port, post('/v1/scores', body))).code).to.equal('request_invalid');
  });

  it('looks for repeated members among 22,000 in one pass', async () => {
    const members = Array.from({ length: 22_000 }, (_, i) => `"${i.toString(36)}":1`).join(',');
    expect(problemIn(await exchange(port, post('/v1/scores', `{${members}}`))).code).to.equal(
      'request_invalid',
    );
  });

  it('counts brackets outside strings alone', async () => {
    const deep = '['.repeat(33);
    const inside = await exchange(port, post('/v1/scores', `{"sellers":["a.b\\"${deep}"]}`));
    expect(problemIn(inside).code).to.equal('request_invalid');
    const outside = await exchange(port, post('/v1/scores', `{"sellers":"\\\\",${deep}`));
    expect(outside).to.include('nested too deep');
  });
});

describe('pages of other origins', () => {
  let app: App;
  before(async () => {
    ({ app } = await inertApp());
  });
  after(() => app.close());

  it('may read answers, errors included, with what their signatures need', async () => {
    const answer = await app.inject({ url: '/v1/nothing', headers: { origin: 'https://shop.example' } });
    expect(answer.headers['access-control-allow-origin']).to.equal('*');
    const exposed = String(answer.headers['access-control-expose-headers']).split(', ');
    expect(exposed).to.include.members(['signature', 'signature-input', 'content-digest', 'x-request-id']);
  });

  it('may send signed queries and batches, and never cookies', async () => {
    const answer = await app.inject({
      method: 'OPTIONS',
      url: '/v1/batches',
      headers: {
        origin: 'https://shop.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,prefer,signature,signature-input,content-digest',
      },
    });
    expect(answer.statusCode).to.equal(204);
    expect(answer.headers['access-control-allow-methods']).to.equal('GET, HEAD, POST');
    const allowed = String(answer.headers['access-control-allow-headers']).split(', ');
    expect(allowed).to.include.members([
      'content-type',
      'prefer',
      'signature',
      'signature-input',
      'content-digest',
    ]);
    expect(answer.headers).not.to.have.property('access-control-allow-credentials');
  });

  it('may not read the pages for people', async () => {
    const answer = await app.inject({ url: '/docs', headers: { origin: 'https://shop.example' } });
    expect(answer.headers).not.to.have.property('access-control-allow-origin');
  });
});
