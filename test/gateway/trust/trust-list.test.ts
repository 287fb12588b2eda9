import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import type { SignedTrustList, TrustList } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { verifyBadge, verifyTrustListChain } from '../../../gateway/sdk/verify/index.js';
import { newSigner, type Signer } from '../../support/consortium.js';
import { orderRecord } from '../../support/records.js';
import { signKeyOf } from '../../support/trust-lists.js';
import { World, clock, privateJwk } from '../harness.js';

const seller = 'demo-platform.shop1';

describe('the trust list of a gateway', () => {
  let world: World;
  let gateway: Gateway;
  beforeEach(async () => {
    world = await World.found();
    gateway = await world.start();
  });
  afterEach(async () => {
    await gateway.close();
    await world.remove();
  });

  /** The versions, once the hosted organisations have signed the given one. */
  const signed = async (version: number, by = 3): Promise<readonly SignedTrustList[]> => {
    const client = await world.client(gateway);
    for (;;) {
      const versions = await client.trustList();
      if ((versions[version - 1]?.signatures.length ?? 0) >= by) return versions;
      await pause(20);
    }
  };
  const pinned = async (): Promise<TrustList> => ((await signed(1))[0] as SignedTrustList).list;
  const reached = async (pin: TrustList, versions: readonly SignedTrustList[]): Promise<TrustList> => {
    const outcome = await verifyTrustListChain(pin, versions);
    if (!outcome.trusted) throw new Error(outcome.code);
    return outcome.list;
  };
  const set = (organisations: readonly Organisation[], k = 2): Promise<void> =>
    world.decide(gateway, { type: 'organisations.set', organisations: [...organisations], k });
  const rotated = (id: string, signer: Signer): Organisation[] =>
    world.consortium.document.organisations.map((one) =>
      one.id === id ? { ...one, signKey: signKeyOf(signer) } : one,
    );
  const badge = async (): Promise<Uint8Array> => {
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    const admin = await world.client(gateway, 'admin:platform');
    const { n } = (await admin.post<{ n: number }>('/v1/seals', undefined)).value;
    const agree = async (): Promise<number> =>
      (await admin.get<{ agree: string[] }>(`/v1/epochs/${n}`)).value.agree.length;
    while ((await agree()) < 2) await pause(20);
    return utf8(await (await fetch(`${gateway.url}/v1/badges/${seller}`)).text());
  };
  const judged = async (bytes: Uint8Array, trust: TrustList): Promise<string> => {
    const { code, state } = await verifyBadge(bytes, trust, { now: clock(), maxAge: 3_600 });
    return `${state} ${code}`;
  };

  it('is signed by the founders, for anybody to pin', async () => {
    const { document, ledger } = world.consortium;
    expect(await pinned()).to.deep.include({ v: 1, version: 1, ledger, k: document.k, witnesses: [] });
  });

  it('leads a reader who pinned version 1 to a badge signed with a later key', async () => {
    const pin = await pinned();
    const newKey = newSigner();
    await gateway.close();
    const path = join(world.dir, 'orgs', 'platform', 'sign-2.jwk.json');
    await writeFile(path, JSON.stringify(privateJwk(newKey)));
    gateway = await world.start();
    await set(rotated('platform', newKey));
    const trust = await reached(pin, await signed(2));
    expect(trust.version).to.equal(2);
    const made = await badge();
    expect(await judged(made, trust)).to.match(/^valid-with-notice/);
    expect(await judged(made, pin)).to.equal('unchecked issuer_unknown');
  });

  it('goes on when an organisation’s old key is lost: the others sign', async () => {
    const pin = await pinned();
    const [first, second] = [newSigner(), newSigner()];
    await set(rotated('certifier', first));
    await signed(2);
    // Nobody here holds the certifier's first new key, so only the others sign the next version.
    await set(rotated('certifier', second));
    const versions = await signed(3, 2);
    expect((await reached(pin, versions)).organisations[1]?.signKey.kid).to.equal(second.kid);
  });

  it('goes on without an organisation that left', async () => {
    const pin = await pinned();
    await set(world.consortium.document.organisations.slice(0, 2));
    const trust = await reached(pin, await signed(2));
    expect(trust.organisations.map(({ id }) => id)).to.deep.equal(['platform', 'certifier']);
    expect(await judged(await badge(), trust)).to.match(/^valid-with-notice/);
  });

  it('is the same after a restart and after the projection was folded anew, and signed once', async () => {
    const before = await signed(1);
    await gateway.close();
    await rm(join(world.dir, 'projection'), { recursive: true });
    gateway = await world.start();
    expect(await signed(1)).to.deep.equal(before);
  });
});
