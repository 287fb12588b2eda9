import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fastify from 'fastify';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { SignedTrustList } from '../../gateway/sdk/client/index.js';
import { answerSignature } from '../../gateway/http/plugins/answer-signature.js';
import type { App } from '../../gateway/http/plugins/types.js';
import { World, clock } from '../gateway/harness.js';
import { newSigner, signBytes } from '../support/consortium.js';
import { orderRecord } from '../support/records.js';
import { freePort, stl, type StlResult } from '../support/stl.js';
import { listOf, newMember, rotated, signedBy } from '../support/trust-lists.js';

describe('stl trust', function () {
  const [a, b, c] = [newMember('alfa'), newMember('bravo'), newMember('charlie')];
  const next = rotated(a);
  const [first, second, third] = [listOf(1, [a, b, c]), listOf(2, [next, b, c]), listOf(3, [next, b])];
  let versions: SignedTrustList[];
  let offered: readonly SignedTrustList[];
  let server: App;
  let url: string;
  let dir: string;
  let file: string;

  before(async () => {
    versions = [
      await signedBy(first, [a, b]),
      await signedBy(second, [a, c]),
      await signedBy(third, [next, c]),
    ];
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const key = newSigner();
    let height = 0;
    // A gateway that signs its answers, and that may offer any list.
    server = fastify();
    answerSignature(server, {
      ...{ publicUrl: url, sha256: nodeCrypto.sha256, now: clock, generation: () => String(++height) },
      signer: { kid: key.kid, sign: async (data) => Promise.resolve(signBytes(key, data)) },
    });
    server.get('/.well-known/jwks.json', () => ({ keys: [{ ...key.jwk, alg: key.alg, kid: key.kid }] }));
    server.get('/v1/trust-list', () => ({ versions: offered }));
    await server.listen({ host: '127.0.0.1', port });
  });
  after(() => server.close());
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-trust-'));
    file = join(dir, 'trust.json');
  });
  afterEach(() => rm(dir, { recursive: true }));

  const trust = async (by: readonly SignedTrustList[]): Promise<StlResult> => {
    offered = by;
    return stl(['trust', file, '--json', '--url', url]);
  };
  const version = ({ stdout }: StlResult): unknown => (JSON.parse(stdout) as { version: number }).version;

  it('pins what the gateway says once, and follows its signed successors from then on', async () => {
    expect(version(await trust(versions.slice(0, 1)))).to.equal(1);
    expect(version(await trust(versions.slice(0, 2)))).to.equal(2);
    expect(version(await trust(versions))).to.equal(3);
    expect(version(await trust(versions))).to.equal(3);
  });

  it('keeps the file as it is when what is offered does not follow from it', async () => {
    await trust(versions.slice(0, 2));
    const kept = await readFile(file, 'utf8');
    const forged = await signedBy(third, [next]);
    for (const [by, code] of [
      [[versions[0], versions[1], forged], 'too_few_organisations'],
      [[versions[0]], 'trust_list_rolled_back'],
      [[], 'trust_list_rolled_back'],
      [[await signedBy(listOf(1, [a, b, c], { ledger: 'b'.repeat(64) }), [a, b])], 'ledger_unknown'],
    ] as const) {
      const { code: exit, stderr } = await trust(by as readonly SignedTrustList[]);
      expect([exit, stderr], stderr).to.satisfy(
        ([one, text]: [number, string]) => one === 1 && text.includes(code),
      );
      expect(await readFile(file, 'utf8')).to.equal(kept);
    }
  });

  it('overwrites no file that is not a kept trust list', async () => {
    for (const text of ['mine', '{}', '{"versions":[]}', '[]', '{"versions":[{"list":1}]}']) {
      await writeFile(file, text);
      const { code } = await trust(versions);
      expect(code, text).to.equal(1);
      expect(await readFile(file, 'utf8')).to.equal(text);
    }
  });

  it('gives what stl verify needs, without asking anybody', async () => {
    const world = await World.found();
    const gateway = await world.start();
    try {
      await world.state(gateway, 'demo-platform', [orderRecord('a')]);
      await world.seal(gateway);
      const badge = await fetch(`${gateway.url}/v1/badges/demo-platform.shop1`);
      await writeFile(join(dir, 'badge.jwt'), await badge.text());
      expect((await stl(['trust', file, '--url', gateway.url])).code).to.equal(0);
    } finally {
      await gateway.close();
      await world.remove();
    }
    const verify = (trusted: string) =>
      stl(['verify', join(dir, 'badge.jwt'), '--offline', '--trust', trusted, '--json']);
    const { code, stderr } = await verify(file);
    expect(code, stderr).to.equal(0);
    await writeFile(join(dir, 'other.json'), JSON.stringify({ versions }));
    expect((await verify(join(dir, 'other.json'))).stderr).to.include('issuer_unknown');
    await writeFile(join(dir, 'forged.json'), JSON.stringify({ versions: [versions[0], versions[2]] }));
    expect((await verify(join(dir, 'forged.json'))).stderr).to.include('trust_list_gap');
    expect((await verify(join(dir, 'none.json'))).stderr).to.include('trust_unreadable');
  });
});
