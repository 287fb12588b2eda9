import { expect } from 'chai';
import {
  createClient,
  importSigner,
  type Client,
  type ClientOptions,
} from '../../../gateway/sdk/client/index.js';
import type { Caller } from '../../../gateway/sdk/client/caller.js';
import { items } from '../../../gateway/sdk/client/pages.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../../gateway/harness.js';
import { newSigner } from '../../support/consortium.js';
import { endlessBody } from '../../support/endless.js';
import { orderRecord } from '../../support/records.js';

const path = '/v1/sellers/demo-platform.shop1/score';

/** What someone between client and gateway makes of an answer. */
type Tamper = (answer: Response, url: string) => Response | Promise<Response>;

const changed = async (
  answer: Response,
  { body, status = answer.status, drop }: { body?: (text: string) => string; status?: number; drop?: string },
): Promise<Response> => {
  const headers = new Headers(answer.headers);
  if (drop !== undefined) headers.delete(drop);
  const text = await answer.text();
  return new Response(body?.(text) ?? text, { status, headers });
};

describe('the SDK, with someone between it and the gateway', () => {
  let world: World;
  let gateway: Gateway;
  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const client = (tamper: Tamper, options: Partial<ClientOptions> = {}): Client =>
    createClient({
      url: gateway.url,
      retries: 0,
      fetch: async (url, init) => tamper(await fetch(url, init), url),
      ...options,
    });
  const only =
    (tamper: Tamper): Tamper =>
    (answer, url) =>
      url.includes('/v1/') ? tamper(answer, url) : answer;
  const codeOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => undefined,
      (error: unknown) => (error as { code?: unknown }).code,
    );

  it('takes an answer that arrives as it was sent', async () => {
    const { signedBy } = await client((answer) => answer).get(path);
    expect(signedBy).to.equal(world.consortium.document.organisations[0]?.signKey.kid);
  });

  const attacks: [what: string, code: string, tamper: Tamper][] = [
    [
      'another score',
      'answer_signature',
      (answer) =>
        changed(answer, { body: (text) => text.replace(/"overall":(null|[0-9]+)/, '"overall":999') }),
    ],
    ['another status', 'answer_signature', (answer) => changed(answer, { status: 201 })],
    ['no signature', 'answer_unsigned', (answer) => changed(answer, { drop: 'signature' })],
    ['no digest', 'answer_signature', (answer) => changed(answer, { drop: 'content-digest' })],
    ['the answer about another', 'answer_signature', () => fetch(`${gateway.url}/v1/sellers`)],
    [
      'a page of a proxy',
      'answer_unsigned',
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
    ],
  ];
  for (const [what, code, tamper] of attacks) {
    it(`refuses ${what}`, async () => {
      expect(await codeOf(client(only(tamper)).get(path))).to.equal(code);
    });
  }

  it('ends an answer that does not end, before it fills the memory', async () => {
    const body = endlessBody();
    expect(await codeOf(client(only(() => new Response(body.stream))).get(path))).to.equal(
      'answer_malformed',
    );
    expect(body.isSpent()).to.equal(false);
  });

  it('refuses an answer to the same question that another request got', async () => {
    const body = '{"sellers":["demo-platform.shop1"]}';
    const other = '{"sellers":["demo-platform.shop1","demo-platform.shop2"]}';
    const swapped = client(
      only(() =>
        fetch(`${gateway.url}/v1/scores`, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: other,
        }),
      ),
    );
    expect(await codeOf(swapped.post('/v1/scores', JSON.parse(body)))).to.equal('answer_signature');
  });

  it('refuses everything once it knows the keys and the gateway has others', async () => {
    const { jwk, kid } = newSigner('ES256');
    const pinned = client((answer) => answer, { organisationKeys: [{ ...jwk, alg: 'ES256', kid }] });
    expect(await codeOf(pinned.get(path))).to.equal('answer_signature');
  });

  it('does not ask a swapped key list when it was given keys', async () => {
    const key = world.consortium.document.organisations[0]?.signKey;
    if (key === undefined) throw new Error('no organisation');
    const asked: string[] = [];
    const pinned = client(
      (answer, url) => {
        asked.push(url);
        return answer;
      },
      { organisationKeys: [{ kty: 'EC', crv: 'P-256', x: key.x, y: key.y, alg: 'ES256', kid: key.kid }] },
    );
    await pinned.get(path);
    expect(asked).to.deep.equal([gateway.url + path]);
  });

  it('asks for the keys again once an answer names one it does not know, and not at every such answer', async () => {
    const stranger = newSigner('ES256');
    const others = JSON.stringify({ keys: [{ ...stranger.jwk, alg: 'ES256', kid: stranger.kid }] });
    let lists = 0;
    const rotating = client((answer, url) => {
      if (!url.endsWith('/jwks.json')) return answer;
      lists += 1;
      return lists === 1 ? new Response(others) : answer; // the gateway's key is newer than the first list
    });
    const { signedBy } = await rotating.get(path);
    expect(signedBy).to.equal(world.consortium.document.organisations[0]?.signKey.kid);
    expect(lists).to.equal(2);

    lists = 0;
    const forged = client((answer, url) => {
      if (!url.endsWith('/jwks.json')) return answer;
      lists += 1;
      return new Response(others);
    });
    expect(await codeOf(forged.get(path))).to.equal('answer_signature');
    expect(await codeOf(forged.get(path))).to.equal('answer_signature');
    expect(lists).to.equal(2);
  });

  it('does not take a key for ever that the organisation has withdrawn', async () => {
    const stranger = newSigner('ES256');
    const withdrawn = JSON.stringify({ keys: [{ ...stranger.jwk, alg: 'ES256', kid: stranger.kid }] });
    const { now } = Date;
    let later = 0;
    try {
      Date.now = () => now() + later;
      const lasting = client((answer, url) =>
        later > 0 && url.endsWith('/jwks.json') ? new Response(withdrawn) : answer,
      );
      await lasting.get(path);
      later = 601_000;
      expect(await codeOf(lasting.get('/v1/sellers?limit=1'))).to.equal('answer_signature');
    } finally {
      Date.now = now;
    }
  });

  it('ends a list whose pages lead back to one another', async () => {
    const pages = new Map([
      ['', 'a'],
      ['a', 'b'],
      ['b', 'a'],
    ]);
    const asked: string[] = [];
    const looping = {
      get: (at: string) => {
        const cursor = new URL(at, gateway.url).searchParams.get('cursor') ?? '';
        asked.push(cursor);
        return Promise.resolve({ value: { items: [cursor], next: pages.get(cursor) ?? null } });
      },
    };
    const taken: unknown[] = [];
    const all = (async () => {
      for await (const item of items<string>(looping as unknown as Caller, '/v1/sellers')) taken.push(item);
    })();
    expect(await codeOf(all)).to.equal('answer_malformed');
    expect(asked).to.deep.equal(['', 'a', 'b']);
  });

  it('does not take the receipt of another batch for its own', async () => {
    const signer = await importSigner(world.privateKey('demo-platform'));
    const honest = await world.client(gateway, 'demo-platform');
    const first = await honest.signBatch([orderRecord('b')], { as: 'demo-platform' });
    const second = await honest.signBatch([orderRecord('c')], { as: 'demo-platform' });
    const swapped = client(
      only(() =>
        fetch(`${gateway.url}/v1/batches`, {
          method: 'POST',
          headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=10' },
          body: first.bytes.slice(),
        }),
      ),
      { signer },
    );
    expect(await codeOf(swapped.send(second))).to.equal('answer_signature');
  });
});
