import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import type { Browser } from 'playwright-core';
import {
  type ProblemError,
  type ProofFailure,
  checkOrderProof,
  createClient,
  importSigner,
  type FactRecord,
  type OrderProof,
  type Trust,
} from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { World, privateJwk } from '../harness.js';
import { newParticipant, newSigner, type Signer } from '../../support/consortium.js';
import { commitment, fulfilmentRecord, orderRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { accessibilityFaults, launchBrowser, openPage } from './browser.js';
import { state as stateFacts } from '../../support/state.js';

const seller = 'demo-platform.shop1';
const parties = { carrier: 'demo-carrier', paymentProvider: 'demo-pay' };

describe("an order's timeline, for its parties and whom they show it to", function () {
  let browser: Browser;
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let file: string;
  const owner: Signer = newSigner('Ed25519');

  before(async function () {
    browser = await launchBrowser(this);
    world = await World.found();
    gateway = await world.start();
    dir = await mkdtemp(join(tmpdir(), 'stl-order-'));
    file = join(dir, 'order.json');
    const participant = newParticipant('shop1-owner', 'platform', ['seller'], [owner], { sellers: [seller] });
    await world.decide(gateway, { type: 'participant.register', participant });
    const admin = await world.client(gateway, 'admin:platform');
    await admin.post('/v1/seals', undefined);
    await state('demo-platform', [orderRecord('o', { parties }), orderRecord('other', { parties })]);
    const held = (event: 'import-customs-held' | 'signed', at: string): FactRecord => ({
      ...{ kind: 'trace', seller, at, order: commitment('o'), event },
    });
    await state('demo-carrier', [
      fulfilmentRecord('o'),
      held('import-customs-held', '2026-05-06T10:00:00Z'),
      held('signed', '2026-05-12T10:00:00Z'),
    ]);
    const late: FactRecord = {
      ...{ kind: 'fulfilment', seller, at: '2026-05-13T10:00:00Z' },
      ...{ order: commitment('o'), event: 'delivered' },
    };
    const [delivered] = await state('demo-platform', [late]);
    await state('demo-platform', [
      {
        ...{ kind: 'correction', seller, at: '2026-05-14T10:00:00Z', target: delivered ?? '' },
        ...{ reason: 'incorrect_data', replacement: { ...late, at: '2026-05-12T10:00:00Z' } },
      },
    ]);
    const review: FactRecord = {
      ...{ kind: 'review', seller, at: '2026-05-15T10:00:00Z', order: commitment('o') },
      ...{ reviewer: commitment('buyer'), rating: { item: 2 } },
    };
    const [reviewed] = await state('demo-platform', [review]);
    await state('shop1-owner', [
      {
        ...{ kind: 'reply', seller, at: '2026-05-16T10:00:00Z', target: reviewed ?? '' },
        ...{ text: commitment('sorry'), language: 'en' },
      },
    ]);
    await admin.post('/v1/seals', undefined);
    while ((await fetch(`${gateway.url}/v1/badges/${seller}`)).status !== 200) await pause(20);
    const made = await order('demo-platform', '--out', file);
    expect(made.code, made.stderr).to.equal(0);
  });
  after(async () => {
    await browser?.close();
    await gateway?.close();
    await world?.remove();
    if (dir !== undefined) await rm(dir, { recursive: true, force: true });
  });

  const state = async (as: string, records: readonly FactRecord[]): Promise<string[]> => {
    const signer = await importSigner(privateJwk(as === 'shop1-owner' ? owner : world.signer(as)));
    const client = createClient({ url: gateway.url, signer });
    const { batch } = await stateFacts(client, as, records);
    return records.map((_, i) => `${batch}.${i}`);
  };
  const order = async (as: string, ...more: readonly string[]) => {
    const key = join(dir, `${as}.jwk.json`);
    await writeFile(key, JSON.stringify(privateJwk(world.signer(as))), { mode: 0o600 });
    const url = ['--url', gateway.url, '--data-dir', world.dir];
    return stl([...url, 'order', seller, commitment('o'), '--key', key, ...more]);
  };
  const proof = async (): Promise<OrderProof> => JSON.parse(await readFile(file, 'utf8')) as OrderProof;
  const trust = (): Trust => {
    return world.trust;
  };
  const timeline = (order: string) => `/v1/sellers/${seller}/timeline?order=${order}`;
  /** Opens a file on the page and gives what it says. */
  const opened = async (text: string, language = 'en') => {
    const { close, page, trouble } = await openPage(browser);
    await page.goto(`${gateway.url}/order?lang=${language}`);
    await page
      .locator('#file')
      .setInputFiles({ name: 'order.json', mimeType: 'application/json', buffer: Buffer.from(text) });
    await page.locator('#answer[aria-busy=false] .verdict').waitFor();
    const said = await page.locator('#answer').innerText();
    const faults = await accessibilityFaults(page);
    await close();
    return { said, trouble, faults };
  };

  it('gives a party all records in the order in which they happened', async () => {
    const client = await world.client(gateway, 'demo-carrier');
    const { value } = await client.get<{ items: { kind: string }[]; next: null }>(timeline(commitment('o')));
    expect(value.items.map(({ kind }) => kind)).to.deep.equal([
      ...['order', 'fulfilment', 'trace', 'trace', 'fulfilment', 'correction', 'review', 'reply'],
    ]);
    expect(value.next).to.equal(null);
  });

  it('pages through them', async () => {
    const client = await world.client(gateway, 'demo-platform');
    const kinds: string[] = [];
    for await (const { kind } of client.list<{ kind: string }>(`${timeline(commitment('o'))}&limit=3`))
      kinds.push(kind);
    expect(kinds).to.have.length(8);
  });

  it('tells a stranger no more of an order than of one that is not there', async () => {
    const stranger = await world.client(gateway, 'demo-inspector');
    const problem = async (path: string): Promise<unknown> =>
      stranger.get(path).then(
        () => 'an answer',
        (error: unknown) => {
          const { code, message } = error as ProblemError;
          return [code, message];
        },
      );
    const [there, nowhere] = [commitment('o'), commitment('nothing')];
    expect(await problem(timeline(there))).to.deep.equal(await problem(timeline(nowhere)));
    expect((await fetch(gateway.url + timeline(there))).status).to.equal(401);
    expect((await fetch(`${gateway.url}/v1/sellers/${seller}/timeline?order=x`)).status).to.equal(400);
  });

  it('prints the timeline, and makes no file twice', async () => {
    const shown = await order('demo-platform');
    expect(shown.stdout).to.include('signed').and.to.include('8 records.');
    const again = await order('demo-platform', '--out', file);
    expect([again.code, again.stderr]).to.deep.equal([
      1,
      `stl: ${file} cannot be written: is it there already?\n`,
    ]);
  });

  it('shows the whole story to whoever has the file, with what was promised and what was corrected', async () => {
    const { faults, said, trouble } = await opened(await readFile(file, 'utf8'));
    expect(said)
      .to.include('All 8 records are on the ledger, unchanged')
      .and.to.include('Import customs: held')
      .and.to.include('later than promised')
      .and.to.include('Corrected by a later entry: it does not count.')
      .and.to.include('In its place: Delivered, 12 May 2026')
      .and.to.include('The seller replied')
      .and.to.include('Speaks of entry 7.')
      .and.to.include('2 of 5 stars')
      .and.to.include('Confirmed by: certifier, payments, platform');
    expect(trouble).to.deep.equal([]);
    expect(faults).to.deep.equal([]);
    expect((await opened(await readFile(file, 'utf8'), 'zh')).said).to.include('卖家已回复');
  });

  for (const [what, change, says] of [
    [
      'a changed record',
      (text: string) => text.replace('import-customs-held', 'import-customs-out'),
      'Forged',
    ],
    ['a changed time', (text: string) => text.replace(/("time":"20\d\d)-/, '$1-1'), 'not an order'],
    ['other bytes', () => 'not even JSON', 'not an order'],
    [
      'another ledger',
      (text: string) => text.replaceAll(/stl\/[0-9a-f]{64}/g, `stl/${'0'.repeat(64)}`),
      'Not enough organisations',
    ],
  ] as const) {
    it(`does not show ${what}`, async () => {
      const altered = change(await readFile(file, 'utf8'));
      const { said } = await opened(altered);
      expect(said).to.include(says).and.not.to.include('on the ledger, unchanged');
    });
  }

  it('refuses a genuine record of another order, and a reply to something else', async () => {
    const whole = await proof();
    const client = await world.client(gateway, 'demo-platform');
    const { value } = await client.get<{ items: { id: string }[] }>(timeline(commitment('other')));
    const other = await client.get<OrderProof['proofs'][number]>(
      `/v1/records/${value.items[0]?.id ?? ''}/proof`,
    );
    const check = (proofs: OrderProof['proofs']) => checkOrderProof({ ...whole, proofs }, trust());
    expect((await check(whole.proofs)).records).to.have.length(8);
    for (const proofs of [
      [...whole.proofs, other.value],
      whole.proofs.filter(({ line }) => !line.includes('"review"')),
    ]) {
      expect(await check(proofs).catch((error: unknown) => (error as ProofFailure).code)).to.equal(
        'not_of_order',
      );
    }
  });
});
