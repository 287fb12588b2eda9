import { createPrivateKey, sign } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { base64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { floorToHour, formatTime, daySeconds } from '../../../chaincode/domain/time.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { auditGateway, type GatewayReport } from '../../../gateway/audit/audit-gateway.js';
import { SellerChecker } from '../../../gateway/audit/audit-sellers.js';
import { approveProposal, proposeAction, type Administrator } from '../../../gateway/cli/frame/governing.js';
import { createClient, type FactRecord, type TrustList } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { commitment, orderRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { World, clock } from '../harness.js';
import { LyingGateway } from './lying-gateway.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { checkpointIn } from '../../../gateway/data-dir/kept-checkpoint.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';

const seller = 'demo-platform.shop1';
describe('auditing a gateway from outside', function () {
  let world: World;
  let shown: LyingGateway;
  let gateway: Gateway;
  let url: string;
  let trust: TrustList;

  before(async () => {
    world = await World.found({ parameters: { demo: false } });
    shown = await LyingGateway.start(world);
    ({ gateway, url } = shown);
    const hour = floorToHour(clock());
    const at = (days: number): string => formatTime(hour - days * daySeconds);
    const names = Array.from({ length: 60 }, (_, i) => `order-${i}`);
    await state(
      // In four periods: a young seller's score would be provisional.
      names.map((name, i) =>
        orderRecord(name, { at: at(92 + 28 * (i % 4)), dispatchBy: at(85), deliverBy: at(50) }),
      ),
    );
    await state(names.map((name) => ended(name, at(60), 'delivered')));
    const accreditation = {
      body: 'INMETRO',
      number: 'OCS-1',
      schemes: ['iso-9001'],
      from: at(300),
      until: at(-300),
    };
    const opened = await proposeAction(await administrator('certifier'), {
      ...{ type: 'participant.update', id: 'demo-certifier', accreditation: [accreditation] },
    });
    await approveProposal(await administrator('platform'), opened);
    const valid = { validFrom: at(20), validUntil: at(-200), assessmentLevel: 'scheme-cab' } as const;
    await state(
      [
        {
          ...{ kind: 'certification', seller, at: at(20), certificate: 'cert-1', subject: 'organisation' },
          ...{ scheme: 'iso-9001', jurisdictions: ['BR'], ...valid },
        },
      ],
      'demo-certifier',
    );
    await seal();
    await state([orderRecord('young', { seller: 'demo-platform.shop2' })]);
    await seal();
    ({ trust } = world);
  });
  after(async () => {
    await shown.close();
    await world.remove();
  });
  beforeEach(() => shown.honest());

  const ended = (name: string, at: string, event: 'delivered' | 'lost'): FactRecord => ({
    ...{ kind: 'fulfilment', seller, at, order: commitment(name), event },
  });
  const administrator = (org: string): Promise<Administrator> => world.admin(gateway, org);
  const state = async (records: readonly FactRecord[], as = 'demo-platform'): Promise<void> => {
    await world.state(gateway, as, records);
  };
  const seal = async (): Promise<void> => {
    await world.seal(gateway);
  };
  const audited = (checkpoint?: string): Promise<GatewayReport> =>
    auditGateway({
      ...{ gateway: url, trust, now: clock(), signal: new AbortController().signal },
      ...(checkpoint === undefined ? {} : { checkpoint }),
      progress: () => undefined,
    });
  const firstOf = async (): Promise<readonly unknown[]> => {
    const { findings } = await audited();
    return [findings[0]?.code, findings[0]?.at];
  };

  it('finds all in order where it is', async () => {
    const report = await audited();
    expect(report).to.deep.include({ findings: [], batches: 4, sellers: 2, young: 0, epoch: 2 });
    expect(report.organisations).to.deep.equal(['certifier', 'payments', 'platform']);
    expect(report.leaves).to.be.above(3);
  });

  it('names the first leaf that does not hold', async () => {
    let at = 0;
    shown.lie = (path, body) => {
      if (!path.startsWith('/tlog/tile/entries/')) return body;
      const text = body.toString('latin1');
      at = text.slice(0, text.indexOf('{"jws"')).split('{"').length - 1;
      return Buffer.from(
        text.replace(
          /("jws":"[^"]*?\.[^"]*?\.)(.)/,
          (_all, head: string, c: string) => `${head}${c === 'A' ? 'B' : 'A'}`,
        ),
        'latin1',
      );
    };
    const { findings } = await audited();
    expect(findings[0]).to.deep.include({ code: 'leaf_does_not_hold', at: `leaf ${at}` });
    expect(findings.map(({ code }) => code)).to.include('checkpoint_does_not_hold');
    // Nobody signed the founding leaf: the first checkpoint behind it shows whether it is the right one.
    shown.lie = (path, body) =>
      path.startsWith('/tlog/tile/entries/')
        ? Buffer.from(body.toString('latin1').replace('"time":"20', '"time":"21'), 'latin1')
        : body;
    expect((await audited()).findings[0]).to.include({
      ...{ code: 'leaf_does_not_hold', reason: 'the checkpoint is of another log' },
    });
  });

  it('notices a checkpoint that too few signed, and one of another ledger', async () => {
    const cut = (path: string, body: Buffer, from: RegExp): Buffer =>
      path === '/tlog/checkpoint' ? Buffer.from(body.toString().replaceAll(from, '')) : body;
    shown.lie = (path, body) => cut(path, body, /^— stl\/.*\n/gm);
    expect(await firstOf()).to.deep.equal(['checkpoint_does_not_hold', 'checkpoint']);
    shown.honest();
    const stranger = await auditGateway({
      ...{ gateway: url, trust: { ...trust, ledger: '0'.repeat(64) }, now: clock() },
      ...{ signal: new AbortController().signal, progress: () => undefined },
    });
    expect(stranger.findings[0]).to.include({ code: 'governance_does_not_follow' });
  });

  it('notices that a log is not the one that was kept', async () => {
    const kept = join(world.dir, 'outside.note');
    expect((await audited(kept)).findings).to.deep.equal([]);
    const note = await readFile(kept, 'utf8');
    expect((await audited(kept)).findings, 'it is its own past').to.deep.equal([]);
    const [origin, size, root = '', ...rest] = note.split('\n');
    const other = root.replace(/^./, (c) => (c === 'A' ? 'B' : 'A'));
    await writeFile(kept, [origin, size, other, ...rest].join('\n'));
    expect((await audited(kept)).findings[0]).to.include({ code: 'history_changed' });
    await writeFile(kept, [origin, String(Number(size) + 1), root, ...rest].join('\n'));
    expect((await audited(kept)).findings[0]).to.include({ code: 'history_changed' });
  });

  it('notices a badge whose score does not follow', async () => {
    shown.lie = (path, body) => {
      if (path !== `/v1/badges/${seller}`) return body;
      const [header, payload = '', signature] = body.toString().split('.');
      const changed = Buffer.from(payload, 'base64url')
        .toString()
        .replace(/"overall":\d+/, '"overall":999');
      return Buffer.from([header, base64url(utf8(changed)), signature].join('.'));
    };
    expect(await firstOf()).to.deep.equal(['badge_does_not_hold', seller]);
  });

  for (const [what, list, byte, whom] of [
    // The young seller has no score: it stands below every band, and its bit must be set in every list.
    ['spares a seller', '/v1/status-lists/revocation/', 0, 'demo-platform.shop2'],
    ['takes a certificate back that holds', '/v1/status-lists/suspension/', 255, seller],
  ] as const) {
    it(`notices a status list that ${what}, though its organisation signed it`, async () => {
      const jwk = await readKeyFile(new DataDir(world.dir).organisationKey('platform', 'sign'));
      const key = createPrivateKey({ key: jwk, format: 'jwk' });
      shown.lie = (path, body) => {
        if (!path.startsWith(list)) return body;
        const [header = '', payload = ''] = body.toString().split('.');
        const credential = JSON.parse(Buffer.from(payload, 'base64url').toString()) as {
          credentialSubject: { encodedList: string };
        };
        const packed = Buffer.from(credential.credentialSubject.encodedList.slice(1), 'base64url');
        const bits = gunzipSync(packed).fill(byte);
        credential.credentialSubject.encodedList = `u${gzipSync(bits).toString('base64url')}`;
        const input = `${header}.${base64url(utf8(canonicalText(credential)))}`;
        const signature = sign('sha256', utf8(input), { key, dsaEncoding: 'ieee-p1363' });
        return Buffer.from(`${input}.${base64url(signature)}`);
      };
      const { findings } = await audited();
      expect(findings.map(({ at, code }) => `${code} ${at}`)).to.include(`status_differs ${whom}`);
    });
  }

  it('notices a seller that the list of sellers leaves out', async () => {
    const client = createClient({ url });
    const checkpoint = checkpointIn((await audited()).checkpoint ?? '')!;
    const given = { checkpoint, client, gateway: url, now: clock(), sha256: nodeCrypto.sha256, trust };
    const checker = new SellerChecker(given);
    await checker.check('demo-platform.shop2');
    expect(checker.findings.map(({ at, code }) => `${code} ${at}`)).to.deep.equal([
      'seller_missing demo-platform.shop2',
    ]);
  });

  it('notices a badge that is kept back, for its seller stands in the map', async () => {
    shown.denied = [`/v1/badges/${seller}`];
    const { findings } = await audited();
    expect(findings.map(({ at, code }) => [at, code])).to.deep.equal([[seller, 'badge_does_not_hold']]);
    const absent = '/v1/sellers/demo-platform.nobody/proof';
    const nobody = Buffer.from(await (await fetch(`${url}${absent}`)).arrayBuffer());
    shown.lie = (path, body) => (path === `/v1/sellers/${seller}/proof` ? nobody : body);
    expect((await audited()).findings.map(({ at }) => at)).to.deep.equal([seller]);
    shown.lie = (path, body) => (path === `/v1/sellers/${seller}/proof` ? Buffer.from('no proof') : body);
    expect((await audited()).findings.map(({ at }) => at)).to.deep.equal([seller]);
  });

  it('does not blame a gateway for what came after the checkpoint', async () => {
    const at = formatTime(floorToHour(clock()) - 60 * daySeconds);
    const names = Array.from({ length: 120 }, (_, i) => `lost-${i}`);
    await state(names.map((name) => orderRecord(name, { at, dispatchBy: at, deliverBy: at })));
    await state(names.map((name) => ended(name, at, 'lost')));
    expect((await audited()).findings).to.deep.equal([]);
    const lasting = { validFrom: at, validUntil: formatTime(floorToHour(clock()) + 200 * daySeconds) };
    // A certifier of whom the checkpoint proves nothing for this seller, and then one that no longer counts.
    await state(
      [
        {
          ...{ kind: 'certification', seller: 'demo-platform.shop2', at, certificate: 'cert-2' },
          ...{
            subject: 'organisation',
            scheme: 'iso-9001',
            jurisdictions: ['BR'],
            assessmentLevel: 'scheme-cab',
          },
          ...lasting,
        },
      ],
      'demo-certifier',
    );
    expect((await audited()).findings).to.deep.equal([]);
    await world.decide(gateway, { type: 'participant.status', id: 'demo-certifier', status: 'suspended' });
    expect((await audited()).findings).to.deep.equal([]);
  });

  it('is a command, for which the gateway may not vouch itself', async () => {
    const pin = join(world.dir, 'pin.json');
    expect((await stl(['--url', url, 'trust', pin])).code).to.equal(0);
    const sound = await stl(['--json', 'audit', '--gateway', url, '--trust', pin]);
    expect(JSON.parse(sound.stdout), sound.stderr).to.deep.include({ findings: [], trustedFrom: pin });
    const state = join(world.dir, 'kept', 'of-the-gateway');
    const own = await stl(['audit', '--gateway', url, '--state', state]);
    expect(own.stdout).to.include("the gateway's own word").and.not.include('read from leaf');
    expect((await stl(['audit', '--gateway', url, '--state', state])).stdout).to.match(
      /read from leaf \d+ on/,
    );
    shown.lie = (path, body) => (path === '/tlog/checkpoint' ? Buffer.from('no checkpoint') : body);
    const refused = await stl(['audit', '--gateway', url, '--trust', pin]);
    expect([refused.code, refused.stderr.split('\n')[0]]).to.deep.equal([1, 'stl: the ledger does not hold']);
    shown.lie = (path, body) => (path.startsWith('/tlog/tile/') ? Buffer.from('') : body);
    expect((await stl(['audit', '--gateway', url])).stderr).to.include('is not a tile of');
    for (const wrong of [
      ['--export', 'x'],
      ['--state', 'x', '--checkpoint', 'y'],
    ])
      expect((await stl(['audit', '--gateway', url, ...wrong])).code).to.equal(2);
    expect((await stl(['audit', '--gateway', 'notaurl'])).code).to.equal(2);
  });
});
