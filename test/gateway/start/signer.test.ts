import { copyFile, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { fileSigner } from '../../../gateway/signing/file-signer.js';
import type { SigningKey } from '../../../gateway/signing/port.js';
import { pkcs11Signer } from '../../../gateway/signing/pkcs11/index.js';
import { serveSigner, type SignerServer } from '../../../gateway/signing/remote/signer-server.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { createClient, type SignedTrustList, type TrustList } from '../../../gateway/sdk/client/index.js';
import { verifyBadge, verifyTrustListChain, type Verdict } from '../../../gateway/sdk/verify/index.js';
import { orderRecord } from '../../support/records.js';
import { SoftToken } from '../signing/soft-token.js';
import { World, clock } from '../harness.js';

const seller = 'demo-platform.shop1';
const everyone = ['certifier', 'payments', 'platform'];

interface Ready {
  readonly ready: boolean;
  readonly signer: { readonly ok: boolean; readonly detail: string };
}

describe('a gateway whose organisation keeps its keys elsewhere', function () {
  this.timeout(60_000);
  let world: World;
  let dir: string;
  let gateway: Gateway | undefined;
  let server: SignerServer | undefined;
  let closers: (() => Promise<void>)[];
  beforeEach(async () => {
    [gateway, server, closers] = [undefined, undefined, []];
    world = await World.found();
    dir = await mkdtemp(join(tmpdir(), 'stl-elsewhere-'));
  });
  afterEach(async () => {
    await gateway?.close();
    await server?.close();
    for (const close of closers) await close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const own = (): string => join(world.dir, 'orgs', 'platform');
  const socket = (): string => join(dir, 'signer.sock');
  /** The embedded ledger signs its blocks with the file of the sign key, so a copy of that stays. */
  const moveKeysAway = async (): Promise<string> => {
    const elsewhere = join(dir, 'keys');
    await mkdir(elsewhere);
    for (const name of await readdir(own())) await rename(join(own(), name), join(elsewhere, name));
    await copyFile(join(elsewhere, 'sign.jwk.json'), join(own(), 'sign.jwk.json'));
    return elsewhere;
  };
  const serve = async (keys: string): Promise<void> => {
    server = await serveSigner(fileSigner(keys), {
      ...{ socket: socket(), group: false, report: () => undefined },
      uses: ['sign', 'log', 'cosigner'],
    });
  };
  const running = (): Gateway => gateway as Gateway;
  const ready = async (): Promise<Ready> => (await running().app.inject('/readyz')).json<Ready>();
  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    while (!(await condition())) await pause(20);
  };
  const versions = async (signed: number): Promise<readonly SignedTrustList[]> => {
    const client = await world.client(running());
    for (;;) {
      const all = await client.trustList();
      if ((all.at(-1)?.signatures.length ?? 0) >= signed) return all;
      await pause(20);
    }
  };
  const verdict = async (trust: TrustList): Promise<Verdict> => {
    const badge = utf8(await (await fetch(`${running().url}/v1/badges/${seller}`)).text());
    return verifyBadge(badge, trust, { now: clock(), maxAge: 3_600 });
  };

  it('answers, cosigns, and signs badges and trust lists with them: a signer process', async () => {
    await serve(await moveKeysAway());
    gateway = await world.start({ STL_SIGNER: `unix:${socket()}` });
    expect(await readdir(own())).to.deep.equal(['sign.jwk.json']);
    expect(await ready()).to.deep.include({
      ready: true,
      signer: { ok: true, detail: `the signer at ${socket()}` },
    });
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    const [pin] = await versions(3);
    const said = await verdict(pin!.list);
    expect(said.state).not.to.equal('invalid');
    expect(said.badge?.issuer.id).to.equal('platform');
    expect(said.badge?.cosigned).to.have.members(everyone);
    // The SDK believes no answer that the organisation did not sign.
    const client = createClient({ url: gateway.url, retries: 0 });
    expect((await client.get('/v1/participants')).signedBy).to.equal(
      world.consortium.document.organisations[0]?.signKey.kid,
    );
  });

  it('goes over to keys that were made in a token, while the old ones still count', async function () {
    const token = await SoftToken.make(this);
    closers.push(() => token.end());
    for (const use of ['sign', 'log', 'cosigner']) await token.add(use);
    const asked = await pkcs11Signer(token.uri);
    const keys = await asked.keys();
    await asked.close();
    const inToken = (use: string): SigningKey => keys.find((key) => key.use === use) as SigningKey;
    gateway = await world.start();
    const [pin] = await versions(3);
    const { x, y, kid } = inToken('sign').publicKey as { x: string; y: string; kid: string };
    const [log, cosigner] = [inToken('log').name, inToken('cosigner').name];
    const organisations = (gateway.queries.consortium()?.organisations ?? []).map(
      ({ logKey, cosignerKey, signKey, ...one }): Organisation =>
        one.id === 'platform'
          ? {
              ...{ ...one, signKey: { kid, x, y }, logKey: log, cosignerKey: cosigner },
              previous: { signKey, logKey, cosignerKey },
            }
          : { ...one, logKey, cosignerKey, signKey },
    );
    await world.decide(gateway, { type: 'organisations.set', organisations, k: 2 });
    await versions(3);
    await gateway.close();
    await moveKeysAway();

    gateway = await world.start({ STL_SIGNER: token.uri });
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    const outcome = await verifyTrustListChain(pin!.list, await versions(3));
    if (!outcome.trusted) throw new Error(outcome.code);
    const said = await verdict(outcome.list);
    expect(said.badge?.cosigned).to.have.members(everyone);
    expect(said.badge?.absent).to.deep.equal([]);
    expect((await (await world.client(gateway)).get('/v1/participants')).signedBy).to.equal(kid);
  });

  it('says nothing in its name while the signer is down, goes on with the rest, and cosigns once it is back', async () => {
    const keys = await moveKeysAway();
    gateway = await world.start({ STL_SIGNER: `unix:${socket()}` });
    const { url } = gateway;
    await until(async () => !(await ready()).signer.ok);
    expect((await ready()).ready).to.equal(false);
    expect((await ready()).signer.detail).to.include(socket());
    const refused = await fetch(`${url}/v1/participants`);
    expect(refused.status).to.equal(503);
    expect(refused.headers.get('retry-after')).to.equal('5');
    expect(await refused.json()).to.include({ code: 'signer_unavailable' });
    // What a signer said before it went away is not needed for what is not signed.
    for (const path of ['/livez', '/.well-known/stl', '/docs/'])
      expect((await fetch(`${url}${path}`)).status, path).to.equal(200);

    await serve(keys);
    await until(async () => (await ready()).ready);
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await server?.close();
    const admin = await world.admin(gateway, 'platform');
    // The Seal stands; its answer has no signature, which a client does not believe.
    await admin.client.post('/v1/seals', undefined).catch(() => undefined);
    await until(async () => !(await ready()).signer.ok);
    await serve(keys);
    const agree = async (): Promise<readonly string[]> => {
      const answer = await fetch(`${url}/v1/epochs/newest`);
      return answer.ok ? ((await answer.json()) as { agree: readonly string[] }).agree : [];
    };
    await until(async () => (await agree()).length === 3);
    expect(await agree()).to.deep.equal(everyone);
  });

  it('does not start with a signer that answers and has no sign key', async () => {
    await mkdir(join(dir, 'none'));
    await serve(join(dir, 'none'));
    const failure: unknown = await world
      .start({ STL_SIGNER: `unix:${socket()}` })
      .catch((error: unknown) => error);
    expect(failure)
      .to.be.instanceOf(Error)
      .with.property('message')
      .that.includes('sign key')
      .and.includes(socket());
    // All that was opened by then was closed again.
    gateway = await world.start();
  });
});
