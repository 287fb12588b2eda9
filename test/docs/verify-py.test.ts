import { createPrivateKey, sign, type JsonWebKey, type KeyObject } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { BadgeCredential } from '../../chaincode/domain/badge/types.js';
import { base64url, utf8 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { leafOf } from '../../chaincode/domain/map/node.js';
import { formatTime, parseTime } from '../../chaincode/domain/time.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { createClient, importSigner, type PrivateJwk } from '../../gateway/sdk/client/index.js';
import type { TrustedConsortium } from '../../gateway/sdk/verify/index.js';
import {
  aggregateOf,
  asOf,
  certificate,
  established,
  flawless,
  periodsOf,
} from '../domain/score/fixtures.js';
import { openDemoSite, type DemoSite } from '../gateway/web/demo-site.js';
import { altered, leavesOf } from '../support/alter.js';
import { BadgeMaker, type Stated } from '../support/badge-maker.js';
import { sealEpoch } from '../support/seal.js';
import { newWitness } from '../support/witnesses.js';
import { listOf, newMember, rotated, signedBy } from '../support/trust-lists.js';
import { examplePython, runExample } from './example-python.js';

const day = 86_400;

describe('docs/examples/verify.py', function () {
  this.timeout(300_000);
  let python: string;
  let dir: string;

  before(async function () {
    python = await examplePython(this);
    dir = await mkdtemp(join(tmpdir(), 'stl-verify-'));
  });
  after(() => dir && rm(dir, { recursive: true, force: true }));

  /** What one run says of badges by name, at a time, and how it ends. */
  async function verdicts(badges: Readonly<Record<string, string>>, trust: string, now: number) {
    const home = await mkdtemp(join(dir, 'run-'));
    await writeFile(join(home, 'trust.json'), trust);
    const files = Object.keys(badges).map((name) => join(home, `${name}.jwt`));
    await Promise.all(Object.values(badges).map((badge, i) => writeFile(files[i] as string, `${badge}\n`)));
    const args = ['--trust', join(home, 'trust.json'), '--now', String(now), ...files];
    const { code, stderr, stdout } = await runExample(python, ['docs/examples/verify.py', ...args]);
    const said = stdout.split('\n').flatMap((line) => {
      const [, file, verdict] = /^(\S+)\.jwt: (.*)$/.exec(line) ?? [];
      return file === undefined ? [] : [[file.slice(home.length + 1), verdict ?? ''] as const];
    });
    return { code, stderr, stdout, said: Object.fromEntries(said) as Record<string, string> };
  }

  describe('of a demonstration', () => {
    let site: DemoSite;
    let issuerKey: KeyObject;
    let trust: string;
    let now: number;
    const badges: Record<string, string> = {};

    before(async () => {
      site = await openDemoSite({ sellers: 12 });
      const keyOf = async (use: string): Promise<PrivateJwk> =>
        JSON.parse(
          await readFile(join(site.dir, `data/orgs/platform/${use}.jwk.json`), 'utf8'),
        ) as PrivateJwk;
      const admin = createClient({ url: site.url, signer: await importSigner(await keyOf('admin')) });
      await sealEpoch(admin);
      issuerKey = createPrivateKey({ key: (await keyOf('sign')) as JsonWebKey, format: 'jwk' });
      const read = async (path: string): Promise<string> => (await fetch(`${site.url}${path}`)).text();
      trust = await read('/v1/trust-list');
      const { items } = JSON.parse(await read('/v1/sellers')) as { items: { id: string }[] };
      for (const { id } of items) badges[id] = await read(`/v1/badges/${id}`);
      now = (parseTime(claimsOf(firstOf(badges)).validFrom) as number) + 60;
    });
    after(() => site?.close());

    const firstOf = (all: Readonly<Record<string, string>>): string => Object.values(all)[0] as string;
    const claimsOf = (badge: string): BadgeCredential =>
      JSON.parse(Buffer.from(badge.split('.')[1] ?? '', 'base64url').toString()) as BadgeCredential;
    /** Anything, signed by the badge's issuer. */
    const signed = (badge: string, claims: unknown, payload = canonicalText(claims)): string => {
      const input = `${badge.split('.')[0] ?? ''}.${base64url(utf8(payload))}`;
      return `${input}.${base64url(sign('sha256', utf8(input), { key: issuerKey, dsaEncoding: 'ieee-p1363' }))}`;
    };
    /** A badge with a certificate. */
    const certified = (): string =>
      Object.values(badges).find((badge) => (claimsOf(badge).credentialStatus?.length ?? 0) > 1) as string;

    it('finds every badge valid, with the score that it states', async () => {
      const { code, said, stderr, stdout } = await verdicts(badges, trust, now);
      expect(code, stdout + stderr).to.equal(0);
      expect(Object.keys(said)).to.have.members(Object.keys(badges)).and.to.have.length(12);
      for (const [seller, badge] of Object.entries(badges)) {
        const { overall, status } = claimsOf(badge).credentialSubject;
        expect(said[seller]).to.match(new RegExp(`^valid: ${seller}, ${status}, ${overall ?? 'no score'}`));
      }
      expect(stdout).to.include('a demonstration').and.to.include('/v1/status-lists/revocation/1/');
    });

    it('refuses what the issuer did not sign, and what does not follow from what the others signed', async () => {
      const badge = certified();
      const claims = claimsOf(badge);
      const subject = claims.credentialSubject;
      const [evidence] = claims.evidence;
      const changed = (change: object): string => signed(badge, { ...claims, ...change });
      const other = claimsOf(Object.values(badges).find((one) => one !== badge) as string);
      const { periods } = evidence.seller.value.public;
      const better = structuredClone(evidence);
      Object.assign(better.seller.value.public.periods.recent[0]?.counters ?? {}, { onTime: 99 });
      const [entry, ...entries] = claims.credentialStatus ?? [];
      const lines = evidence.checkpoint.split('\n');
      const byOne = [...lines.slice(0, 8), ...lines.slice(8).filter((line) => /platform /.test(line)), ''];
      const [head = '', payload = '', signature = ''] = badge.split('.');
      expect(periods.recent).not.to.have.length(0);

      const cases: Record<string, readonly [badge: string, reason: RegExp]> = {
        altered: [`${head}.${payload.slice(0, -9)}AAAAAAAAA.${signature}`, /signature|malformed/],
        unsigned: [`${head}.${payload}.${'A'.repeat(86)}`, /signature does not hold/],
        'not-a-badge': ['hello', /not a compact JWS/],
        score: [changed({ credentialSubject: { ...subject, overall: 999 } }), /credentialSubject/],
        // To a careless reader 0 is false.
        provisional: [changed({ credentialSubject: { ...subject, provisional: 0 } }), /credentialSubject/],
        facts: [changed({ evidence: [better] }), /not what the organisations signed/],
        'of-another': [
          changed({ credentialSubject: other.credentialSubject }),
          /not what the organisations signed/,
        ],
        'few-signers': [
          changed({ evidence: [{ ...evidence, checkpoint: byOne.join('\n') }] }),
          /of 2 organisations/,
        ],
        spoilt: [
          changed({
            evidence: [{ ...evidence, checkpoint: evidence.checkpoint.replace('\nasof 2', '\nasof 3') }],
          }),
          /a signature of .* does not hold/,
        ],
        certifiers: [changed({ evidence: [{ ...evidence, certifiers: {} }] }), /certifiers/],
        'no-entry': [changed({ credentialStatus: entries }), /status entries/],
        'other-bit': [
          changed({ credentialStatus: [{ ...entry, statusListIndex: '7' }, ...entries] }),
          /status entries/,
        ],
        lasting: [
          changed({ validUntil: formatTime((parseTime(claims.validFrom) ?? 0) + 2 * day) }),
          /longer than a day/,
        ],
        issuer: [changed({ issuer: 'https://elsewhere.example' }), /issuer/],
        more: [changed({ name: 'Best shop of the year' }), /name/],
        spelling: [signed(badge, claims, JSON.stringify(claims, undefined, 1)), /canonical/],
      };
      const { code, said, stderr } = await verdicts(
        Object.fromEntries(Object.entries(cases).map(([name, [jws]]) => [name, jws])),
        trust,
        now,
      );
      expect(code, stderr).to.equal(1);
      for (const [name, [, reason]] of Object.entries(cases)) {
        expect(said[name], name)
          .to.match(/^not valid: /)
          .and.to.match(reason);
      }
    });

    it('checks what is known of a seller, and that nothing is', async () => {
      const proofOf = async (seller: string) =>
        (await (await fetch(`${site.url}/v1/sellers/${seller}/proof`)).json()) as {
          seller: string;
          value: unknown;
          proof: { siblings: string[]; other?: { path: string; value: string } };
        };
      const [known = ''] = Object.keys(badges);
      const present = await proofOf(known);
      // Of a dozen names some end at another seller's leaf, and some in an empty half.
      const names = Array.from({ length: 24 }, (_, i) => `demo-platform.nobody-${i}`);
      const absent = Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await proofOf(name)] as const)),
      );
      const beside = Object.values(absent).find(({ proof }) => proof.other !== undefined)!;
      const empty = Object.values(absent).find(({ proof }) => proof.other === undefined)!;
      const texts = (proofs: object) =>
        Object.fromEntries(Object.entries(proofs).map(([name, proof]) => [name, JSON.stringify(proof)]));
      const sound = await verdicts(texts({ ...absent, present }), trust, now);
      expect(sound.code, sound.stdout + sound.stderr).to.equal(0);
      expect(sound.said['present']).to.match(new RegExp(`^valid: ${known}: \\d+ records by 20`));
      for (const name of names)
        expect(sound.said[name]).to.match(new RegExp(`^valid: ${name}: nothing was ever`));

      const { proof } = present;
      const { other } = beside.proof;
      const nothing = proof.siblings.map((text) => (text === '' ? 'A'.repeat(43) : text));
      const wrong = {
        'present-as-absent': { ...present, value: null },
        'absent-as-present': { ...empty, value: present.value },
        'of-another': { ...present, seller: names[0] },
        'absent-of-another': { ...beside, seller: known },
        'other-elsewhere': {
          ...beside,
          proof: { ...beside.proof, other: { ...other, path: 'A'.repeat(43) } },
        },
        'other-dropped': { ...beside, proof: { siblings: beside.proof.siblings } },
        'other-value': { ...beside, proof: { ...beside.proof, other: { ...other, value: 'A'.repeat(43) } } },
        'other-added': { ...empty, proof: { ...empty.proof, other } },
        'other-beside-a-value': { ...present, proof: { ...proof, other } },
        'half-dropped': { ...empty, proof: { siblings: empty.proof.siblings.slice(0, -1) } },
        'half-added': { ...empty, proof: { siblings: [...empty.proof.siblings, ''] } },
        'empty-spelled-out': { ...present, proof: { siblings: [...nothing, 'A'.repeat(43)] } },
        'own-leaf-as-other': {
          ...{ ...present, value: null },
          proof: { ...proof, other: ownLeaf(known, present.value) },
        },
        more: { ...present, more: 1 },
        version: { ...present, v: true },
      };
      const { said } = await verdicts(texts(wrong), trust, now);
      expect(Object.keys(said)).to.have.members(Object.keys(wrong));
      for (const name of Object.keys(wrong)) expect(said[name], name).to.match(/^not valid: /);
    });

    it('prints the verifier keys that tools for C2SP notes take', async () => {
      const file = join(dir, 'trust-for-keys.json');
      await writeFile(file, trust);
      const { code, stdout } = await runExample(python, [
        'docs/examples/verify.py',
        '--trust',
        file,
        '--keys',
      ]);
      const { organisations } = (await (await fetch(`${site.url}/.well-known/stl`)).json()) as {
        organisations: { verifierKeys: { log: string; cosigner: string } }[];
      };
      const expected = organisations.flatMap(({ verifierKeys: { cosigner, log } }) => [log, cosigner]);
      expect([code, stdout.trimEnd().split('\n')]).to.deep.equal([0, expected]);
      for (const wrong of [[], ['--keys', 'badge.jwt']]) {
        expect(await runExample(python, ['docs/examples/verify.py', '--trust', file, ...wrong])).to.include({
          ...{ code: 2, stdout: '' },
        });
      }
    });

    it('refuses one that is too old, and says so of a wrong trust list by another exit code', async () => {
      const badge = { old: firstOf(badges) };
      const stale = await verdicts(badge, trust, now + 7_200);
      expect(stale).to.include({ code: 1 });
      expect(stale.said['old']).to.match(/^not valid: its checkpoint is too old/);
      const ended = await verdicts(badge, trust, now + day);
      expect(ended.said['old']).to.match(/^not valid: it held until/);
      const wrong = await verdicts(badge, '{"versions":[]}', now);
      expect(wrong).to.include({ code: 2, stdout: '' });
    });
  });

  it('judges sellers of every status as the ledger does', async () => {
    const maker = new BadgeMaker();
    const ended = certificate({
      status: [{ at: asOf - 30 * day, status: 'revoked', reason: 'misuse' }],
    });
    const renewed = certificate({ validFrom: asOf - day, issued: asOf - day, stated: asOf - day });
    const stated: Record<string, Stated> = {
      scored: {},
      young: { aggregate: { ...aggregateOf([flawless(5)]) } },
      dormant: { aggregate: { newestDay: asOf / day - 500, periods: agedBy(18) } },
      'ahead-of-the-clock': { aggregate: { newestDay: asOf / day + 1 } },
      contested: { aggregate: { uncontested: periodsOf(established([flawless(3)])) } },
      revoked: { aggregate: { certifications: [ended] } },
      renewed: { aggregate: { certifications: [ended, renewed] } },
      'certifier-left': { consortium: { organisations: maker.trust.organisations.slice(0, 1) as never } },
      'signed-by-two': { by: ['alfa', 'charlie'] },
    };
    const badges = Object.fromEntries(
      Object.entries(stated).map(([name, facts]) => [
        name,
        maker.signed(maker.credential(maker.evidence(facts))),
      ]),
    );
    const { code, said, stderr, stdout } = await verdicts(badges, trustFileOf(maker.trust), maker.now);
    expect(code, stdout + stderr).to.equal(0);
    expect(Object.keys(said)).to.have.members(Object.keys(stated));
    expect(said['dormant']).to.match(/, dormant, no score/);
    expect(said['young']).to.match(/, not-enough-history, no score/);
    expect(stdout).to.include('some of the facts behind it are contested');
    expect(stdout).to.include('its organisations are not those of the trust list');
    expect(stdout).to.include('not signed by bravo');

    const strangers = await verdicts(badges, trustFileOf(new BadgeMaker().trust), maker.now);
    expect(strangers.code).to.equal(1);
    expect(new Set(Object.values(strangers.said).map((text) => text.slice(0, 9)))).to.deep.equal(
      new Set(['not valid']),
    );
  });

  it('takes no badge with any value changed that its issuer signs again', async () => {
    const maker = new BadgeMaker();
    const honest = maker.credential();
    const leaves = leavesOf(honest);
    const badges = leaves.map((leaf, i) => [`${i}`, maker.signed(altered(honest, leaf, i))] as const);
    const { said } = await verdicts(Object.fromEntries(badges), trustFileOf(maker.trust), maker.now);
    expect(Object.keys(said)).to.have.length(leaves.length);
    for (const [i, { path }] of leaves.entries()) expect(said[i], path.join('.')).to.match(/^not valid: /);
  });

  it('takes a badge by keys that the trust list has as previous, and by none that it dropped', async () => {
    const maker = new BadgeMaker();
    const badges = { badge: maker.signed(maker.credential()) };
    const newer = new BadgeMaker().trust.organisations;
    const moved = (previous: boolean) =>
      trustFileOf({
        ...maker.trust,
        organisations: maker.trust.organisations.map(({ id, url, ...keys }, i) => {
          const { signKey, logKey, cosignerKey } = keys;
          return { ...newer[i]!, id, url, ...(previous && { previous: { signKey, logKey, cosignerKey } }) };
        }),
      });
    const kept = await verdicts(badges, moved(true), maker.now);
    expect(kept.code, kept.stdout + kept.stderr).to.equal(0);
    expect(kept.stdout).not.to.include('out of date');
    const dropped = await verdicts(badges, moved(false), maker.now);
    expect(dropped.said['badge']).to.match(/^not valid: no trusted organisation has the key/);
  });

  it('counts the outside witnesses that have seen a checkpoint as the verifier does', async () => {
    const maker = new BadgeMaker();
    const [one, two] = [newWitness('one.example'), newWitness('two.example')];
    const inside = newWitness('inside.example', maker.member('alfa').statement.cosigner);
    const witnesses = [one, two, inside].map(({ vkey }) => vkey);
    const evidence = maker.evidence({ consortium: { witnesses, quorum: 2 } });
    const under = (checkpoint: string): string => maker.signed(maker.credential({ ...evidence, checkpoint }));
    const note = evidence.checkpoint;
    const badges = {
      enough: under(two.see(one.see(note))),
      few: under(one.see(one.see(note))),
      inside: under(inside.see(one.see(note))),
      stranger: under(newWitness('two.example').see(one.see(note))),
      spoilt: under(
        note +
          (one
            .see(maker.note({ size: 7 }))
            .split('\n')
            .at(-2) ?? '') +
          '\n',
      ),
    };
    const { said, stdout } = await verdicts(
      badges,
      trustFileOf({ ...maker.trust, witnesses, quorum: 2 }),
      maker.now,
    );
    expect(said['spoilt']).to.equal('not valid: a signature of one.example does not hold');
    const notice = 'seen by 1 of 3 outside witnesses; quorum 2';
    const [, ...paragraphs] = stdout.split(/^\S+\//m);
    const noticed = paragraphs.filter((text) => text.includes(notice)).map((text) => text.split('.jwt')[0]);
    expect(noticed).to.deep.equal(['few', 'inside', 'stranger']);
    expect(stdout).not.to.include('out of date');
    const other = await verdicts({ badge: badges.enough }, trustFileOf(maker.trust), maker.now);
    expect(other.stdout).to.include('one of the two is out of date');
  });

  it('follows the trust list from the version it is given to the newest, where k of the one before signed', async () => {
    const [one, two, three] = [newMember('alfa'), newMember('bravo'), newMember('charlie')];
    const moved = rotated(three);
    const first = { list: listOf(1, [one, two, three]), signatures: [] };
    const next = listOf(2, [one, two, moved]);
    const run = async (signers: Parameters<typeof signedBy>[1]) => {
      const versions = [first, await signedBy(next, signers)];
      return verdicts({ badge: 'no.badge' }, canonicalText({ versions }), asOf);
    };
    expect(await run([one, three, moved])).to.include({ code: 1 });
    const few = await run([one, moved]);
    expect(few).to.include({ code: 2, stdout: '' });
    expect(few.stderr).to.include('too few organisations signed the trust list');
  });

  function ownLeaf(seller: string, value: unknown) {
    const { path, value: hash } = leafOf(nodeCrypto.sha256, `seller/${seller}`, value);
    return { path: base64url(path), value: base64url(hash) };
  }

  function agedBy(periods: number) {
    const { recent, lifetime } = periodsOf(established([flawless(900)]));
    return {
      recent: recent.map(({ counters, period }) => ({ counters, period: period - periods })),
      lifetime,
    };
  }

  /** What `stl trust` would keep. */
  function trustFileOf({ k, ledger, organisations, quorum = 0, witnesses = [] }: TrustedConsortium): string {
    const members = organisations.map(({ id, url, signKey, logKey, cosignerKey, previous }) => ({
      ...{ id, name: id, url, signKey, logKey, cosignerKey, ...(previous && { previous }) },
    }));
    const list = { v: 1, version: 1, k, ledger, organisations: members, witnesses, quorum };
    return canonicalText({ versions: [{ list, signatures: [] }] });
  }
});
