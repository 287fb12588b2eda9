import { createPrivateKey, sign } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { build } from 'esbuild';
import fc from 'fast-check';
import type { BadgeCredential } from '../../../chaincode/domain/badge/types.js';
import { base64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { parseTime } from '../../../chaincode/domain/time.js';
import type { FactRecord } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import {
  verifyBadge,
  type TrustedConsortium,
  type Verdict,
  type VerifyOptions,
} from '../../../gateway/sdk/verify/index.js';
import { altered, leavesOf } from '../../support/alter.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';

const seller = 'demo-platform.shop1';

describe('badges', () => {
  let world: World;
  let gateway: Gateway;
  let badge: string;
  let trust: TrustedConsortium;
  let asof: number;
  let options: VerifyOptions;
  let issuerKey: ReturnType<typeof createPrivateKey>;

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    badge = await (await fetch(`${gateway.url}/v1/badges/${seller}`)).text();
    trust = world.trust;
    asof = parseTime(credentialOf(badge).validFrom) as number;
    options = { now: asof + 60, maxAge: 3_600 };
    const jwk = await readKeyFile(new DataDir(world.dir).organisationKey('platform', 'sign'));
    issuerKey = createPrivateKey({ key: jwk, format: 'jwk' });
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const credentialOf = (jws: string): BadgeCredential =>
    JSON.parse(Buffer.from(jws.split('.')[1] ?? '', 'base64url').toString()) as BadgeCredential;
  /** What a corrupt issuer could make: an altered badge, properly signed. */
  const forged = (change: (text: string) => string, header: object = {}): string => {
    const [head = ''] = badge.split('.');
    const changed = change(canonicalText(credentialOf(badge)));
    const known = JSON.parse(Buffer.from(head, 'base64url').toString()) as object;
    const input = `${base64url(utf8(canonicalText({ ...known, ...header })))}.${base64url(utf8(changed))}`;
    return `${input}.${base64url(sign('sha256', utf8(input), { key: issuerKey, dsaEncoding: 'ieee-p1363' }))}`;
  };
  const verdict = (jws: string, change: Partial<VerifyOptions> = {}, by = trust): Promise<Verdict> =>
    verifyBadge(utf8(jws), by, { ...options, ...change });
  const judged = async (...args: Parameters<typeof verdict>): Promise<string> => {
    const { code, state } = await verdict(...args);
    return `${state} ${code}`;
  };

  it('are credentials that anybody checks without asking a server', async () => {
    const answer = await fetch(`${gateway.url}/v1/badges/${seller}`);
    expect(answer.headers.get('content-type')).to.include('application/vc+jwt');
    expect(answer.headers.get('signature')).to.be.a('string');
    const names: string[] = [];
    const {
      badge: content,
      checks,
      notices,
      state,
    } = await verdict(badge, {
      onCheck: ({ name }) => names.push(name),
      expected: { seller },
    });
    expect(state).to.equal('valid-with-notice');
    expect(notices.map(({ code }) => code)).to.deep.equal(['demo']);
    expect(content?.subject).to.include({ seller, status: 'not-enough-history', overall: null });
    expect(content?.cosigned).to.deep.equal(['certifier', 'payments', 'platform']);
    expect(checks.map(({ name }) => name)).to.deep.equal(names);
    expect(checks.filter(({ outcome }) => outcome === 'failed')).to.deep.equal([]);
    const { validFrom, validUntil } = credentialOf(badge);
    expect((parseTime(validUntil) as number) - (parseTime(validFrom) as number)).to.equal(86_400);
  });

  it('are not to be had of a seller nobody knows, and not yet of one that no Seal covers', async () => {
    const status = async (of: string): Promise<number> => (await fetch(`${gateway.url}/v1/badges/${of}`)).status;
    expect(await status('demo-platform.nobody')).to.equal(404);
    await world.state(gateway, 'demo-platform', [orderRecord('new', { seller: 'demo-platform.shop2' })]);
    expect(await status('demo-platform.shop2')).to.equal(409);
  });

  it('are forged where anything was changed after the issuer signed', async () => {
    const [head = '', payload = '', signature = ''] = badge.split('.');
    const changed = base64url(
      utf8(text(Buffer.from(payload, 'base64url')).replace('"provisional":false', '"provisional":true')),
    );
    expect(await judged(`${head}.${changed}.${signature}`)).to.equal('forged signature_invalid');
    expect(await judged(`${head}.${payload}.${base64url(new Uint8Array(64))}`)).to.equal(
      'forged signature_invalid',
    );
  });

  it('are forged where the issuer itself states what does not follow', async () => {
    for (const [change, code] of [
      [(t: string) => t.replace('"provisional":false', '"provisional":true'), 'score_mismatch'],
      [(t: string) => t.replace('"overall":null', '"overall":990'), 'score_mismatch'],
      [(t: string) => t.replace('"orders":1', '"orders":2'), 'not_in_map'],
      [(t: string) => t.replace('"minimumPeriods":', '"minimumPeriods":1'), 'not_in_map'],
      [(t: string) => t.replaceAll(`"${seller}"`, '"demo-platform.shop2"'), 'not_in_map'],
      [(t: string) => t.replace(/"validUntil":"\d{4}/, '"validUntil":"2099'), 'lifetime'],
      [(t: string) => t.replace(/("issuer":"did:web:)[^"]*/, '$1evil.example'), 'issuer_mismatch'],
      [
        (t: string) => t.replace(/\\nmap (.)/, (_m, c: string) => `\\nmap ${c === 'A' ? 'B' : 'A'}`),
        'signature_invalid',
      ],
    ] as const)
      expect(await judged(forged(change)), code).to.equal(`forged ${code}`);
  });

  it('prove nothing where they are no badge, or nobody trusted vouches for them', async () => {
    for (const bytes of [
      '',
      'x',
      'a.b.c',
      badge.slice(0, -90),
      `${badge}.x`,
      forged((t) => `[${t}]`),
      forged(() => '{}'),
    ])
      expect(await judged(bytes), bytes.slice(0, 20)).to.equal('unchecked not_a_badge');
    expect(await judged(forged((t) => t, { typ: 'jwt' }))).to.equal('unchecked not_a_badge');
    expect(await judged(forged((t) => t, { alg: 'none' }))).to.equal('unchecked not_a_badge');
    expect(await judged(forged((t) => t, { kid: `did:web:evil.example#${'A'.repeat(43)}` }))).to.equal(
      'unchecked issuer_unknown',
    );
    const { document } = (await World.found()).consortium;
    expect(await judged(badge, {}, { ...trust, organisations: document.organisations })).to.equal(
      'unchecked issuer_unknown',
    );
    expect(await judged(badge, {}, { ...trust, ledger: 'f'.repeat(64) })).to.equal(
      'unchecked ledger_unknown',
    );
  });

  it('need k organisations, each once', async () => {
    const [platform, second] = trust.organisations;
    expect(await judged(badge, {}, { ...trust, organisations: [platform!] })).to.equal(
      'unchecked too_few_organisations',
    );
    const twice = { ...trust, organisations: [platform!, { ...platform!, id: 'other' }] };
    expect(await judged(badge, {}, twice)).to.equal('unchecked too_few_organisations');
    expect((await verdict(badge, {}, { ...trust, organisations: [platform!, second!] })).state).to.equal(
      'valid-with-notice',
    );
    // A badge whose checkpoint lost all but one organisation's lines.
    const alone = forged((t) => t.replace(/((?:\\n[^"]*?\\n\\n)(?:[^"\\]*\\n){1})[^"]*/, '$1'));
    expect(await judged(alone)).to.match(/^(unchecked|forged) /);
  });

  it('expire, grow stale, and are not for another day', async () => {
    expect(await judged(badge, { now: asof + 86_401, maxAge: 999_999 })).to.equal('expired expired');
    expect(await judged(badge, { now: asof + 3_601 })).to.equal('expired stale');
    expect(await judged(badge, { now: asof - 301 })).to.equal('unchecked from_the_future');
  });

  it('are of the seller and shop that show them', async () => {
    expect(await judged(badge, { expected: { seller: 'demo-platform.shop2' } })).to.equal(
      'forged another_seller',
    );
    expect(await judged(badge, { expected: { seller, shopDomain: 'evil.example' } })).to.equal(
      'forged another_shop',
    );
  });

  it('say so where the program came from their issuer', async () => {
    const { notices } = await verdict(badge, { codeFrom: 'platform' });
    expect(notices.map(({ code }) => code)).to.include('code_from_issuer');
  });

  it('rest on a ledger that only grows, as far as the reader has seen it', async () => {
    const { seen } = await verdict(badge);
    expect(seen).to.include({ ledger: trust.ledger, epoch: 1 });
    expect((await verdict(badge, { lastSeen: seen! })).state).to.equal('valid-with-notice');
    expect(await judged(badge, { lastSeen: { ...seen!, size: seen!.size + 1, epoch: 2 } })).to.equal(
      'expired backward',
    );
    expect(await judged(badge, { lastSeen: { ...seen!, epoch: 2 } })).to.equal('expired backward');
    expect(await judged(badge, { lastSeen: { ...seen!, root: 'f'.repeat(64) } })).to.equal(
      'forged inconsistent',
    );
    const smaller = { ...seen!, size: seen!.size - 1, epoch: 0 };
    expect(
      (await verdict(badge, { lastSeen: smaller })).checks.find(({ name }) => name === 'history')?.code,
    ).to.equal('growth_unproven');
    expect(await judged(badge, { lastSeen: smaller, consistency: ['A'.repeat(43)] })).to.equal(
      'forged inconsistent',
    );
    expect((await verdict(forged((t) => t.replace('"overall":null', '"overall":1')))).seen).to.equal(
      undefined,
    );
  });

  it('prove every certifier that the score may lean on, and are forged where one is left out', async () => {
    const certificate = {
      kind: 'certification',
      seller,
      at: '2026-05-06T10:00:00Z',
      certificate: 'cert-1',
      subject: 'organisation',
      scheme: 'iso-9001',
      jurisdictions: ['BR'],
      validFrom: '2026-05-06T10:00:00Z',
      validUntil: '2028-05-06T10:00:00Z',
      assessmentLevel: 'scheme-cab',
    } as FactRecord;
    const before = badge;
    await world.state(gateway, 'demo-certifier', [certificate]);
    expect(await (await fetch(`${gateway.url}/v1/badges/${seller}`)).text(), 'until the next Seal').to.equal(
      before,
    );
    await world.seal(gateway);
    badge = await (await fetch(`${gateway.url}/v1/badges/${seller}`)).text();
    const [evidence] = credentialOf(badge).evidence;
    expect(Object.keys(evidence.certifiers)).to.deep.equal(['demo-certifier']);
    expect((await verdict(badge)).state).to.equal('valid-with-notice');
    const without = forged((t) =>
      t.replace(/"certifiers":\{"demo-certifier".*?\},"checkpoint"/, '"certifiers":{},"checkpoint"'),
    );
    expect(await judged(without)).to.equal('forged evidence_missing');
    const gone = forged((t) =>
      t.replace(
        /("demo-certifier":\{"proof":\{.*?\},"value":)\{.*?\}\},"checkpoint"/,
        '$1null}},"checkpoint"',
      ),
    );
    expect(await judged(gone)).to.equal('forged not_in_map');
  });

  it('hold in no part of them that was altered, though the issuer signed it again', async () => {
    const leaves = leavesOf(credentialOf(badge));
    const property = fc.asyncProperty(fc.nat(), fc.nat(), async (which, how) => {
      const leaf = leaves[which % leaves.length]!;
      const { path } = leaf;
      const changed = altered(credentialOf(badge), leaf, how);
      const { notices, state } = await verdict(forged(() => canonicalText(changed)));
      // A line whose key nobody knows is passed over (C2SP signed-note): k others still sign the same, and it is said so.
      if (path.at(-1) === 'checkpoint' && notices.some(({ code }) => code === 'not_unanimous')) return;
      expect(state, `${path.join('.')}, altered by ${how}`).not.to.match(/^valid/);
    });
    await fc.assert(property, { numRuns: 400 });
  });

  it('are checked by a file of at most 60 kB, which strict pages may run', async () => {
    const { outputFiles } = await build({
      entryPoints: ['dist/gateway/sdk/verify/index.js'],
      bundle: true,
      minify: true,
      format: 'esm',
      platform: 'browser',
      write: false,
    });
    const code = outputFiles[0]!;
    expect(gzipSync(code.contents, { level: 9 }).length).to.be.below(60_000);
    expect(code.text).not.to.match(/new Function|\beval\(/);
  });
});
