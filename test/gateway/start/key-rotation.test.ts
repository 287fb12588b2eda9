import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { statementNoteKeys } from '../../../chaincode/domain/checkpoints/statement.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { checkReceipt, type Receipt, type SignedTrustList } from '../../../gateway/sdk/client/index.js';
import { parseNote, verifyNote } from '../../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import type { Gateway } from '../../../gateway/start/server.js';
import type { TrustList } from '../../../gateway/sdk/client/index.js';
import { verifyBadge, verifyTrustListChain, type Verdict } from '../../../gateway/sdk/verify/index.js';
import { newSigner } from '../../support/consortium.js';
import { orderRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { signKeyOf } from '../../support/trust-lists.js';
import { World, clock, privateJwk } from '../harness.js';

const seller = 'demo-platform.shop1';

function withoutPrevious(organisation: Organisation): Organisation {
  const changed = { ...organisation };
  delete changed.previous;
  return changed;
}

describe('a gateway whose organisation changes its keys', () => {
  let world: World;
  let gateway: Gateway;
  let directory: string;
  let pin: TrustList;
  beforeEach(async () => {
    world = await World.found();
    directory = await mkdtemp(join(tmpdir(), 'stl-rotation-'));
    gateway = await world.start();
    pin = ((await versions(1))[0] as SignedTrustList).list;
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
  });
  afterEach(async () => {
    await gateway.close();
    await world.remove();
    await rm(directory, { recursive: true });
  });

  /** All versions, once all three organisations have signed the given one. */
  const versions = async (version: number): Promise<readonly SignedTrustList[]> => {
    const client = await world.client(gateway);
    for (;;) {
      const all = await client.trustList();
      if ((all[version - 1]?.signatures.length ?? 0) >= 3) return all;
      await pause(20);
    }
  };
  /** What a reader who pinned version 1 comes to trust. */
  const followed = async (version: number): Promise<TrustList> => {
    const outcome = await verifyTrustListChain(pin, await versions(version));
    if (!outcome.trusted) throw new Error(outcome.code);
    expect(outcome.list.version).to.equal(version);
    return outcome.list;
  };
  const set = async (change: (one: Organisation) => Organisation): Promise<void> => {
    const now = gateway.queries.consortium()?.organisations ?? [];
    const organisations = now.map((one) => (one.id === 'platform' ? change(one) : one));
    await world.decide(gateway, { type: 'organisations.set', organisations, k: 2 });
  };
  /** Puts a new private key beside the old one of the running gateway; its public part. */
  const keyFile = async (use: 'sign' | 'log' | 'cosigner') => {
    const signer = newSigner(use === 'sign' ? 'ES256' : 'Ed25519');
    const path = join(world.dir, 'orgs', 'platform', `${use}-2.jwk.json`);
    await writeFile(path, JSON.stringify(privateJwk(signer)), { mode: 0o600 });
    return signer;
  };
  const badge = async (): Promise<Uint8Array> =>
    utf8(await (await fetch(`${gateway.url}/v1/badges/${seller}`)).text());
  const verdict = (bytes: Uint8Array, trust: TrustList): Promise<Verdict> =>
    verifyBadge(bytes, trust, { now: clock(), maxAge: 3_600 });
  const codes = ({ notices }: Verdict): string[] => notices.map(({ code }) => code);
  const shown = async <T>(path: string): Promise<T> =>
    (await (await fetch(`${gateway.url}${path}`)).json()) as T;
  const kept = (list: TrustList): Organisation => list.organisations[0] as Organisation;

  for (const use of ['log', 'cosigner'] as const) {
    it(`goes on with a new ${use} key, and what the old one signed still holds while it is kept`, async () => {
      const name = `${use}Key` as const;
      await world.seal(gateway);
      const before = await badge();
      const signer = await keyFile(use);
      await set((one) => ({ ...one, [name]: signer.jwk.x, previous: { [name]: one[name] } }));
      const second = await followed(2);
      const old = await verdict(before, second);
      expect(old).to.include({ state: 'valid-with-notice' });
      expect(old.badge?.cosigned).to.include('platform');
      expect(codes(old)).not.to.include('trust_differs').and.not.include('not_unanimous');

      await world.seal(gateway);
      const note = parseNote(utf8(await (await fetch(`${gateway.url}/tlog/checkpoint`)).text()));
      const { previous, ...inForce } = kept(second);
      expect(previous).to.deep.equal({ [name]: kept(pin)[name] });
      const [fresh] = statementNoteKeys(world.consortium.ledger, inForce)[use];
      expect(note && fresh && verifyNote(nodeCrypto, note, [fresh])).to.have.length(1);
      const now = await verdict(await badge(), second);
      expect(now.badge?.cosigned).to.have.members(['certifier', 'payments', 'platform']);
      expect(codes(now)).to.deep.equal(old.notices.map(({ code }) => code));
      // Who withholds the newest list is found out.
      expect(codes(await verdict(await badge(), pin))).to.include('trust_differs');

      await set(withoutPrevious);
      const third = await followed(3);
      expect((await verdict(before, third)).badge?.absent).to.deep.equal(['platform']);
      expect((await verdict(await badge(), third)).badge?.absent).to.deep.equal([]);
    });
  }

  it('goes on with a new sign key, for badges, status lists and answers', async () => {
    await world.seal(gateway);
    const before = await badge();
    const caller = await world.client(gateway);
    const [oldKid] = await kids();
    const signer = await keyFile('sign');
    await set((one) => ({ ...one, signKey: signKeyOf(signer), previous: { signKey: one.signKey } }));
    const second = await followed(2);
    const old = await verdict(before, second);
    expect(old.state).to.equal('valid-with-notice');
    expect(codes(old)).not.to.include('trust_differs');

    // A client that has asked before follows, and so does one that pins the keys shown now.
    while ((await caller.get('/v1/participants')).signedBy !== signer.kid) await pause(20);
    expect(await kids()).to.deep.equal([signer.kid, oldKid]);
    const did = await shown<{ verificationMethod: { id: string }[]; assertionMethod: string[] }>(
      '/.well-known/did.json',
    );
    expect(did.verificationMethod.map(({ id }) => id.split('#')[1])).to.deep.equal([signer.kid, oldKid]);
    expect(did.assertionMethod).to.have.length(2);
    const { organisations } = await shown<{
      organisations: { signKey: { kid: string }; previous?: { signKey?: { kid: string } } }[];
    }>('/.well-known/stl');
    expect(organisations[0]?.signKey.kid).to.equal(signer.kid);
    expect(organisations[0]?.previous?.signKey?.kid).to.equal(oldKid);
    expect(organisations[1]).not.to.have.property('previous');

    await world.seal(gateway);
    const now = await verdict(await badge(), second);
    expect(now.badge?.issuer.id).to.equal('platform');
    expect((await verdict(await badge(), pin)).code).to.equal('issuer_unknown');

    await set(withoutPrevious);
    expect((await verdict(before, await followed(3))).code).to.equal('issuer_unknown');
    expect(await kids()).to.deep.equal([signer.kid]);
  });

  const kids = async (): Promise<string[]> =>
    (await shown<{ keys: { kid: string }[] }>('/.well-known/jwks.json')).keys.map(({ kid }) => kid);

  it('keeps receipts of before, while k organisations of the newest list have signed them', async () => {
    const platform = await world.client(gateway, 'demo-platform');
    const batch = await platform.signBatch([orderRecord('b')], { as: 'demo-platform' });
    await platform.send(batch, { wait: 20 });
    await world.seal(gateway);
    const path = `/v1/batches/${batch.id}`;
    const { value: receipt } = await platform.get<Receipt>(path);
    const [log, cosigner] = [await keyFile('log'), await keyFile('cosigner')];
    await set(({ logKey, cosignerKey, ...one }) => ({
      ...one,
      ...{ logKey: log.jwk.x, cosignerKey: cosigner.jwk.x, previous: { logKey, cosignerKey } },
    }));
    const agreed = await checkReceipt(receipt, batch, await followed(2));
    expect(agreed?.organisations).to.have.members(['certifier', 'payments', 'platform']);
  });

  it('speaks with the old key while the new one is nowhere, and with the new one once its file is there', async () => {
    const agreed = async () => (await shown<{ agree: string[] }>('/v1/epochs/newest')).agree;
    const signer = newSigner('Ed25519');
    await set((one) => ({ ...one, logKey: signer.jwk.x, previous: { logKey: one.logKey } }));
    await world.seal(gateway);
    expect(await agreed()).to.deep.equal(['certifier', 'payments', 'platform']);
    // The old key is dropped before the new one has come.
    await set(withoutPrevious);
    const admin = await world.client(gateway, 'admin:platform');
    await admin.post('/v1/seals', undefined);
    while ((await agreed()).length < 2) await pause(20);
    expect(await agreed()).to.deep.equal(['certifier', 'payments']);
    await writeFile(
      join(world.dir, 'orgs', 'platform', 'log-late.jwk.json'),
      JSON.stringify(privateJwk(signer)),
    );
    await world.seal(gateway);
    expect(await agreed()).to.deep.equal(['certifier', 'payments', 'platform']);
  });

  it('is still followed by an audit from inside and from outside', async () => {
    const trust = join(directory, 'trust.json');
    const note = join(directory, 'kept.note');
    const run = async (args: readonly string[]): Promise<string> => {
      const { code, stderr, stdout } = await stl(args, { env: { STL_URL: gateway.url } });
      expect(code, stderr).to.equal(0);
      return stdout;
    };
    await world.seal(gateway);
    await run(['trust', trust]);
    const outside = ['audit', '--gateway', gateway.url, '--trust', trust, '--checkpoint', note];
    await run(outside);
    const [sign, log, cosigner] = [await keyFile('sign'), await keyFile('log'), await keyFile('cosigner')];
    await set(({ signKey, logKey, cosignerKey, ...one }) => ({
      ...one,
      ...{ signKey: signKeyOf(sign), logKey: log.jwk.x, cosignerKey: cosigner.jwk.x },
      previous: { signKey, logKey, cosignerKey },
    }));
    await versions(2);
    // Before the next Seal the newest checkpoint is signed by the old keys, after it by the new ones.
    expect(await run(outside)).to.include('signed by certifier, payments, platform');
    await world.seal(gateway);
    expect(await run(outside)).to.include('signed by certifier, payments, platform');
    await set(withoutPrevious);
    await versions(3);
    expect(await run(outside)).to.include('signed by certifier, payments, platform');
    await gateway.close();
    await run(['audit', '--data-dir', world.dir, '--trust', trust, '--checkpoint', note]);
    gateway = await world.start();
  });
});
