import { expect } from 'chai';
import type { App } from '../../../gateway/http/plugins/types.js';
import type { AppOptions } from '../../../gateway/start/app.js';
import { inertApp } from './raw-socket.js';

describe('a body that is sent as text', () => {
  let app: App;
  before(async () => {
    const scores = { one: (seller: string) => ({ seller }) };
    ({ app } = await inertApp(undefined, {
      services: { about: {}, scores } as unknown as AppOptions['services'],
      signer: { kid: 'kid', sign: () => Promise.resolve(new Uint8Array(64)) },
    }));
  });
  after(() => app.close());

  const post = async (url: string, body: string, type = 'text/plain;charset=UTF-8') =>
    app.inject({ method: 'POST', url, headers: { 'content-type': type }, body });

  it('asks for scores, as strictly as one of JSON', async () => {
    const answer = await post('/v1/scores', '{"sellers":["a.b"]}');
    expect([answer.statusCode, answer.json()]).to.deep.equal([
      200,
      { items: [{ seller: 'a.b', score: { seller: 'a.b' } }], next: null },
    ]);
    for (const [body, code] of [
      ['{"sellers":["a.b"],"sellers":["c.d"]}', 'request_malformed'],
      ['{"sellers":["a.b"],"__proto__":{}}', 'request_malformed'],
      ['seller=a.b', 'request_malformed'],
      ['{"sellers":["<b>"]}', 'request_invalid'],
      ['{"sellers":[]}', 'request_invalid'],
      ['', 'request_malformed'],
    ] as const) {
      const refused = await post('/v1/scores', body);
      expect(refused.json(), body).to.include({ code });
    }
    const latin = await post('/v1/scores', '{"sellers":["a.b"]}', 'text/plain;charset=latin1');
    expect(latin.json()).to.include({ code: 'media_type_unsupported' });
  });

  it('is taken nowhere else', async () => {
    for (const url of ['/v1/standing', '/v1/batches', '/v1/proposals']) {
      const answer = await post(url, '{}');
      expect(answer.json(), url).to.include({ code: 'media_type_unsupported' });
    }
  });
});
