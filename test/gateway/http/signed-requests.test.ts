import { expect } from 'chai';
import { verifyAnswer } from '../../../gateway/sdk/http-signatures/profile.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { newSigner } from '../../support/consortium.js';
import { orderRecord } from '../../support/records.js';
import { sha256, signedHeaders } from './exchange.js';
import { World, clock } from '../harness.js';

describe('signed requests and answers', () => {
  let world: World;
  let gateway: Gateway;
  const path = '/v1/sellers/demo-platform.shop1';
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const get = (headers: Record<string, string>, url = path) =>
    gateway.app.inject({ method: 'GET', url, headers });
  const platform = () => world.signer('demo-platform');

  it('lets a member in, whatever kind of key it has', async () => {
    for (const member of ['demo-platform', 'demo-pay']) {
      const answer = await get(await signedHeaders(gateway.url + path, world.signer(member)));
      expect(answer.statusCode, answer.body).to.equal(200);
      expect(answer.json()).to.have.property('detail');
    }
    expect((await get({})).json()).to.have.all.keys('id', 'public');
  });

  const refused: [what: string, code: string, headers: () => Promise<Record<string, string>>][] = [
    [
      'another target',
      'message_signature_invalid',
      () => signedHeaders(`${gateway.url}/v1/sellers`, platform()),
    ],
    [
      'another host',
      'message_signature_invalid',
      () => signedHeaders(`http://evil.example${path}`, platform()),
    ],
    [
      'another method',
      'message_signature_invalid',
      () => signedHeaders(gateway.url + path, platform(), { method: 'HEAD' }),
    ],
    [
      'an expired signature',
      'signature_expired',
      () => signedHeaders(gateway.url + path, platform(), { created: clock() - 120 }),
    ],
    [
      'a lifetime over 300 s',
      'signature_parameters',
      () => signedHeaders(gateway.url + path, platform(), { lifetime: 301 }),
    ],
    [
      'a signature from the future',
      'signature_parameters',
      () => signedHeaders(gateway.url + path, platform(), { created: clock() + 3_600 }),
    ],
    [
      'a key that nobody registered',
      'signature_key_unknown',
      () => signedHeaders(gateway.url + path, newSigner('ES256')),
    ],
    [
      'a key under another key id',
      'message_signature_invalid',
      () => signedHeaders(gateway.url + path, { ...newSigner('ES256'), kid: platform().kid }),
    ],
    [
      "an algorithm that is not the key's",
      'message_signature_invalid',
      () => signedHeaders(gateway.url + path, platform(), { alg: 'ed25519' }),
    ],
    [
      'a signature without its input',
      'signature_malformed',
      async () => ({ signature: (await signedHeaders(gateway.url + path, platform())).signature ?? '' }),
    ],
    [
      'an unreadable input',
      'signature_malformed',
      async () => ({ ...(await signedHeaders(gateway.url + path, platform())), 'signature-input': 'sig=(' }),
    ],
  ];
  for (const [what, code, headers] of refused) {
    it(`answers 401 to ${what}, also where nobody needs to sign`, async () => {
      const answer = await get(await headers());
      expect(answer.statusCode, answer.body).to.equal(401);
      expect(answer.json()).to.include({ code });
      expect(answer.headers.signature, 'an error to a signed request is signed').to.be.a('string');
    });
  }

  it("takes the algorithm where it is the key's", async () => {
    const options = { alg: 'ecdsa-p256-sha256' };
    const answer = await get(await signedHeaders(gateway.url + path, platform(), options));
    expect(answer.statusCode, answer.body).to.equal(200);
  });

  it('does not take a Host header for its own name', async () => {
    const headers = await signedHeaders(`http://evil.example${path}`, platform());
    const answer = await get({ ...headers, host: 'evil.example' });
    expect(answer.json()).to.include({ status: 401, code: 'message_signature_invalid' });
  });

  it('takes a nonce once', async () => {
    const headers = await signedHeaders(gateway.url + path, platform());
    expect((await get(headers)).statusCode).to.equal(200);
    expect((await get(headers)).json()).to.include({ status: 401, code: 'nonce_reused' });
  });

  it('refuses a body that is not the one that was signed', async () => {
    const url = `${gateway.url}/v1/scores`;
    const headers = await signedHeaders(url, platform(), {
      method: 'POST',
      body: '{"sellers":["demo-platform.shop1"]}',
    });
    const answer = await gateway.app.inject({
      method: 'POST',
      url: '/v1/scores',
      headers,
      body: '{"sellers":["demo-platform.shop2"]}',
    });
    expect(answer.json()).to.include({ code: 'content_digest_mismatch' });
    const unsigned = await gateway.app.inject({
      method: 'POST',
      url: '/v1/scores',
      headers: { 'content-type': 'application/json', 'content-digest': headers['content-digest'] },
      body: '{"sellers":["demo-platform.shop2"]}',
    });
    expect(unsigned.json()).to.include({ status: 400, code: 'content_digest_mismatch' });
  });

  it('remembers the nonce of a write over a restart', async () => {
    const publicUrl = 'https://ledger.example';
    const method = 'POST';
    const headers = await signedHeaders(`${publicUrl}/v1/seals`, world.signer('admin:platform'), { method });
    const send = () => gateway.app.inject({ method, url: '/v1/seals', headers });
    await gateway.close();
    gateway = await world.start({ STL_PUBLIC_URL: publicUrl });
    expect((await send()).statusCode).to.equal(201);
    await gateway.close();
    gateway = await world.start({ STL_PUBLIC_URL: publicUrl });
    expect((await send()).json()).to.include({ status: 401, code: 'nonce_reused' });
  });

  type Answer = Awaited<ReturnType<typeof get>>;
  /** Rejects unless the organisation signed the answer to a GET of the target. */
  const assertSigned = async (answer: Answer, target: string): Promise<void> => {
    const key = world.consortium.document.organisations[0]?.signKey;
    if (key === undefined) throw new Error('no organisation');
    await verifyAnswer(
      {
        status: answer.statusCode,
        header: (name) => answer.headers[name]?.toString(),
        request: { method: 'GET', targetUri: target, header: () => undefined },
      },
      {
        now: clock(),
        maxAge: 180,
        body: answer.rawPayload,
        sha256,
        verify: (kid, data, signature) =>
          kid === key.kid &&
          nodeCrypto.verify('ES256', { kty: 'EC', crv: 'P-256', x: key.x, y: key.y }, data, signature),
      },
    );
  };

  it('signs the error to a signed request for an address that no route can read', async () => {
    for (const url of ['/v1/sellers/%zz', `/v1/sellers/${'a'.repeat(300)}`]) {
      const answer = await get(await signedHeaders(gateway.url + url, platform()), url);
      expect(answer.statusCode, answer.body).to.equal(400);
      expect(answer.headers).to.include({ 'content-type': 'application/problem+json' });
      expect(answer.headers).to.have.property('x-request-id', answer.json<{ requestId: string }>().requestId);
      await assertSigned(answer, gateway.url + url);
      expect((await get({}, url)).headers).not.to.have.property('signature');
    }
  });

  it('signs what it answers, also from its cache, bound to the request', async () => {
    const url = '/v1/sellers/demo-platform.shop1/score';
    const verify = async (target: string) => {
      const answer = await gateway.app.inject({ method: 'GET', url });
      await assertSigned(answer, target);
      return answer;
    };
    const first = await verify(gateway.url + url);
    const second = await verify(gateway.url + url);
    expect(second.body).to.equal(first.body);
    expect(second.headers['x-request-id'], 'each request has a name of its own')
      .to.be.a('string')
      .and.not.equal(first.headers['x-request-id']);
    let caught: unknown;
    await verify(`${gateway.url}/v1/sellers/other.x/score`).catch((error: unknown) => (caught = error));
    expect(caught).to.have.property('code', 'message_signature_invalid');
  });
});
