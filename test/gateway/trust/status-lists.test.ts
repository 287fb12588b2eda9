import { createPrivateKey, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { BadgeCredential } from '../../../chaincode/domain/badge/types.js';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { StatusEntry, StatusListCredential } from '../../../chaincode/domain/status-lists/types.js';
import { floorToHour, formatTime, parseTime, daySeconds } from '../../../chaincode/domain/time.js';
import { createClient, importSigner, type FactRecord } from '../../../gateway/sdk/client/index.js';
import { proposeAction } from '../../../gateway/cli/frame/governing.js';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { createDemoConsortium } from '../../../gateway/demo/create.js';
import { startGateway, type Gateway } from '../../../gateway/start/server.js';
import {
  verifyBadge,
  type TrustedConsortium,
  type VerifyOptions,
} from '../../../gateway/sdk/verify/index.js';
import { commitment, orderRecord } from '../../support/records.js';
import { sealEpoch } from '../../support/seal.js';
import { state as stateFacts } from '../../support/state.js';
import { clock } from '../harness.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';

type Claims = BadgeCredential | StatusListCredential;

describe('status lists', () => {
  let dir: string;
  let gateway: Gateway;
  let trust: TrustedConsortium;
  let issuerKey: ReturnType<typeof createPrivateKey>;
  /** Badges of sellers in good standing whose score counts a certificate. */
  const badges = new Map<string, string>();

  before(async function () {
    dir = await mkdtemp(join(tmpdir(), 'stl-status-'));
    const { signal } = new AbortController();
    const publicUrl = 'http://127.0.0.1:8080';
    const size = { sellers: 60, seed: 11, publicUrl, clock, signal, progress: () => undefined };
    await createDemoConsortium(join(dir, 'data'), size);
    gateway = await startGateway(
      loadConfig({
        STL_PORT: '0',
        STL_DATA_DIR: join(dir, 'data'),
        STL_LOG_LEVEL: 'silent',
        STL_SEAL_EVERY: '0',
      }),
    );
    const { document, ledger } = await data().genesis();
    trust = { ledger, k: document.k, organisations: document.organisations };
    const signKey = await readKeyFile(data().organisationKey('platform', 'sign'));
    issuerKey = createPrivateKey({ key: signKey, format: 'jwk' });
    await seal();
    let after = '';
    for (let more = true; more && badges.size < 6;) {
      const page = (await (await fetch(`${gateway.url}/v1/sellers?limit=50${after}`)).json()) as {
        items: { id: string }[];
        next: string | null;
      };
      for (const { id } of page.items) {
        const badge = await badgeOf(id);
        const { credentialStatus: entries = [], credentialSubject } = claims<BadgeCredential>(badge);
        const good = ['excellent', 'good'].includes(credentialSubject.band ?? '');
        if (good && entries.some((entry) => entry.statusPurpose === 'suspension')) badges.set(id, badge);
      }
      more = page.next !== null;
      after = `&cursor=${page.next ?? ''}`;
    }
    expect(badges.size, 'certified sellers in good standing').to.be.above(3);
  });
  after(async () => {
    await gateway.close();
    await rm(dir, { recursive: true, force: true });
  });

  const data = () => new DataDir(join(dir, 'data'));
  const client = async (keyFile: string) =>
    createClient({ url: gateway.url, retries: 0, signer: await importSigner(await readKeyFile(keyFile)) });
  const state = async (as: string, records: FactRecord[]): Promise<void> => {
    await stateFacts(await client(data().demoKey(as)), as, records);
  };
  const seal = async (): Promise<void> => {
    await sealEpoch(await client(data().organisationKey('platform', 'admin')));
  };
  const badgeOf = async (seller: string): Promise<string> =>
    (await fetch(`${gateway.url}/v1/badges/${seller}`)).text();
  const claims = <T extends Claims>(jws: string): T =>
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as T;
  const entriesOf = (badge: string): readonly StatusEntry[] =>
    claims<BadgeCredential>(badge).credentialStatus ?? [];
  /** As the gateway's organisation signs, whatever it is made to say. */
  const resigned = <T extends Claims>(jws: string, change: (claims: T) => object): string => {
    const input = `${jws.split('.')[0] ?? ''}.${base64url(utf8(canonicalText(change(claims<T>(jws)))))}`;
    return `${input}.${base64url(sign('sha256', utf8(input), { key: issuerKey, dsaEncoding: 'ieee-p1363' }))}`;
  };
  const listsOf = async (badge: string): Promise<Map<string, Uint8Array>> => {
    const urls = [...new Set(entriesOf(badge).map((entry) => entry.statusListCredential))];
    const got = urls.map(
      async (url) => [url, new Uint8Array(await (await fetch(url)).arrayBuffer())] as const,
    );
    return new Map(await Promise.all(got));
  };
  const verdict = async (badge: string, change: Partial<VerifyOptions> = {}) => {
    const now = parseTime(claims<BadgeCredential>(badge).validFrom) ?? 0;
    const statusLists = await listsOf(badge);
    return verifyBadge(utf8(badge), trust, { now: now + 60, maxAge: daySeconds, statusLists, ...change });
  };
  const codeOf = async (...args: Parameters<typeof verdict>): Promise<string> => {
    const { code, notices } = await verdict(...args);
    return code === 'valid_with_notice' ? (notices[0]?.code ?? '') : code;
  };
  const one = (index: number): [string, string] => [...badges][index]!;

  it('are signed, whole, and as the standard says', async () => {
    const [, badge] = one(0);
    const [revocation] = entriesOf(badge);
    const answer = await fetch(revocation!.statusListCredential);
    expect(answer.headers.get('content-type')).to.include('application/vc+jwt');
    const list = claims<StatusListCredential>(await answer.text());
    expect(list.type).to.deep.equal(['VerifiableCredential', 'BitstringStatusListCredential']);
    expect(list.credentialSubject).to.include({
      type: 'BitstringStatusList',
      statusPurpose: 'revocation',
      ttl: 300_000,
    });
    expect(list.credentialSubject.encodedList).to.match(/^uH4sI/);
    expect(Number(revocation!.statusListIndex)).to.be.within(0, 131_071);
  });

  it('say that good badges stand', async () => {
    for (const badge of badges.values()) expect(await codeOf(badge)).to.equal('demo');
  });

  it('are at places of their own for every badge', () => {
    const places = [...badges.values()].flatMap((badge) =>
      entriesOf(badge).map(
        ({ statusListCredential, statusListIndex }) => `${statusListCredential} ${statusListIndex}`,
      ),
    );
    expect(new Set(places).size).to.equal(places.length);
  });

  it('leave what is not looked up, stale, another list or badly signed at a notice', async () => {
    const [, badge] = one(0);
    const lists = await listsOf(badge);
    const [url, bytes] = [...lists][0]!;
    const list = new TextDecoder().decode(bytes);
    const with_ = (text: string): Partial<VerifyOptions> => ({
      statusLists: new Map([...lists, [url, utf8(text)]]),
    });
    expect(await codeOf(badge, { statusLists: new Map() })).to.equal('status_unchecked');
    const past = resigned<StatusListCredential>(list, (c) => ({
      ...c,
      validFrom: formatTime(1_700_000_000 - 3_600),
      validUntil: formatTime(1_700_000_000),
    }));
    expect(await codeOf(badge, with_(past))).to.equal('status_stale');
    const bomb = `u${base64url(gzipSync(new Uint8Array(64 * 1024 * 1024)))}`;
    for (const bad of [
      '',
      list.slice(0, -4) + 'AAAA',
      resigned<StatusListCredential>(list, (c) => ({ ...c, id: `${url}1` })),
      resigned<StatusListCredential>(list, (c) => ({ ...c, issuer: 'https://evil.example' })),
      ...[bomb, 'u', 'uAAAA', 'zH4sI', `u${base64url(gzipSync(new Uint8Array(16)))}`].map((encodedList) =>
        resigned<StatusListCredential>(list, (c) => ({
          ...c,
          credentialSubject: { ...c.credentialSubject, encodedList },
        })),
      ),
    ])
      expect(await codeOf(badge, with_(bad)), bad.slice(0, 40)).to.equal('status_list_invalid');
  });

  it('make a badge forged that leaves out or moves an entry', async () => {
    const [, badge] = one(0);
    const changes: ((entries: readonly StatusEntry[]) => readonly StatusEntry[])[] = [
      () => [],
      (entries) => entries.slice(1),
      (entries) => entries.slice(0, -1),
      (entries) => [...entries, entries[0]!],
      ([first, ...rest]) => [
        { ...first!, statusListCredential: first!.statusListCredential.replace(/excellent|good/, 'poor') },
        ...rest,
      ],
    ];
    for (const change of changes) {
      const forged = resigned<BadgeCredential>(badge, ({ credentialStatus = [], ...c }) => ({
        ...c,
        credentialStatus: change(credentialStatus),
      }));
      expect(await codeOf(forged)).to.equal('status_missing');
    }
  });

  it('revoke a badge at once when the seller falls below the band it states', async () => {
    const [seller, badge] = one(1);
    const at = (days: number): string => formatTime(floorToHour(clock()) - days * daySeconds);
    const lost = Array.from({ length: 120 }, (_, i) => `lost-${i}`);
    const orders = lost.map((name) =>
      orderRecord(name, {
        seller,
        order: commitment(name),
        at: at(20),
        dispatchBy: at(18),
        deliverBy: at(8),
      }),
    );
    const ends = lost.map(
      (name) => ({ kind: 'fulfilment', seller, at: at(5), order: commitment(name), event: 'lost' }) as const,
    );
    await state('demo-platform', orders);
    await state('demo-platform', ends);
    const { code, state: verdictState } = await verdict(badge);
    expect(`${verdictState} ${code}`).to.equal('revoked band_fallen');
    await seal();
    const next = await badgeOf(seller);
    expect(claims<BadgeCredential>(next).credentialSubject.band).not.to.equal(
      claims<BadgeCredential>(badge).credentialSubject.band,
    );
    expect(await codeOf(next), 'one that states what is').to.equal('demo');
    expect(await codeOf(badge), 'the old one').to.equal('band_fallen');
  });

  it('revoke a badge at once when a certificate it counts is suspended', async () => {
    const [seller, badge] = one(2);
    const [suspension] = entriesOf(badge).filter((entry) => entry.statusPurpose === 'suspension');
    const { certifications } = claims<BadgeCredential>(badge).evidence[0].seller.value.public;
    await state(
      'demo-certifier',
      certifications.map(({ certificate }) => ({
        ...{ kind: 'certification-status', seller, at: formatTime(clock()), certificate },
        ...{ status: 'suspended', reason: 'surveillance-overdue' },
      })),
    );
    expect(suspension).not.to.equal(undefined);
    expect(await codeOf(badge)).to.be.oneOf(['certificate_withdrawn', 'band_fallen']);
    await seal();
    const next = await badgeOf(seller);
    expect(entriesOf(next).filter((entry) => entry.statusPurpose === 'suspension')).to.deep.equal([]);
    expect(await codeOf(next)).to.equal('demo');
  });

  it('revoke every badge that leans on a certifier that is suspended', async () => {
    const [, badge] = one(3);
    expect(await codeOf(badge)).to.equal('demo');
    const signer = await importSigner(await readKeyFile(data().organisationKey('certifier', 'admin')));
    const admin = { client: createClient({ url: gateway.url, retries: 0 }), signer, org: 'certifier' };
    await proposeAction(admin, { type: 'participant.status', id: 'demo-certifier', status: 'suspended' });
    expect(await codeOf(badge)).to.be.oneOf(['certificate_withdrawn', 'band_fallen']);
  });

  it('are the same after a restart', async () => {
    const [, badge] = one(1);
    const url = entriesOf(badge)[0]!.statusListCredential;
    const before = claims<StatusListCredential>(await (await fetch(url)).text()).credentialSubject;
    const port = new URL(gateway.url).port;
    await gateway.close();
    gateway = await startGateway(
      loadConfig({
        STL_PORT: port,
        STL_DATA_DIR: join(dir, 'data'),
        STL_LOG_LEVEL: 'silent',
        STL_SEAL_EVERY: '0',
      }),
    );
    const again = claims<StatusListCredential>(await (await fetch(url)).text()).credentialSubject;
    expect(again.encodedList).to.equal(before.encodedList);
  });

  it('are not to be had for bands and versions that no policy has', async () => {
    const get = async (path: string) => (await fetch(`${gateway.url}/v1/status-lists/${path}`)).status;
    expect(await get('revocation/1/splendid/0')).to.equal(404);
    expect(await get('revocation/7/good/0')).to.equal(404);
    expect(await get('revocation/1/good/-1')).to.equal(400);
    expect(await get('revocation/x/good/0')).to.equal(400);
    expect(await get('suspension/00')).to.equal(400);
  });
});
