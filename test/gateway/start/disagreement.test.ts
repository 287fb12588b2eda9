import { cp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { composeStatement, statementBytes } from '../../../chaincode/domain/checkpoints/statement.js';
import { keys } from '../../../chaincode/domain/fold/state.js';
import { formatCheckpoint, parseCheckpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { auditLedger } from '../../../gateway/audit/audit-ledger.js';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { connectLedger } from '../../../gateway/ledger/connect/connect.js';
import { ledgerSettings } from '../../../gateway/ledger/connect/settings.js';
import { Layer } from '../../../gateway/projection/layer.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { ProjectionProofs } from '../../../gateway/projection/proofs.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import {
  hostedOrganisations,
  ownKeyRing,
  statingOrganisations,
} from '../../../gateway/start/hosted-organisations.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';
import { clock, World } from '../harness.js';

const seller = 'demo-platform.shop1';

interface Ready {
  readonly ready: boolean;
  readonly projection: { readonly state: string; readonly code?: string; readonly detail: string };
}

describe('a gateway whose fold differs from what the organisations agree on', () => {
  let world: World;
  let gateway: Gateway;
  beforeEach(async () => {
    world = await World.found();
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
  });
  afterEach(async () => {
    await gateway.close();
    await world.remove();
  });

  const projection = (): string => new DataDir(world.dir).projection();
  const ready = async (): Promise<Ready> => (await gateway.app.inject('/readyz')).json<Ready>();
  const config = () => loadConfig({ STL_DATA_DIR: world.dir, STL_LOG_LEVEL: 'silent' });

  it('folds all anew once, and goes on where that mends it', async () => {
    await gateway.close();
    const older = join(world.dir, 'older');
    await cp(projection(), older, { recursive: true });
    gateway = await world.start();
    await world.state(gateway, 'demo-platform', [fulfilmentRecord('a')]);
    await world.seal(gateway);
    const paths = [`/v1/sellers/${seller}`, '/v1/epochs/agreed'];
    const right = await Promise.all(
      paths.map(async (path) => (await gateway.app.inject(path)).json<object>()),
    );
    await gateway.close();

    await rm(projection(), { recursive: true });
    await cp(older, projection(), { recursive: true });
    // What no checksum notices: a wrong value that this program itself has written.
    const store = await ProjectionStore.open(projection());
    const wrong = new Layer();
    wrong.values.set(keys.logHash(0, 0), new Uint8Array(32));
    await store.write(wrong, store.checkpoint()!);
    await store.close();

    gateway = await world.start();
    await gateway.queries.ready(AbortSignal.timeout(10_000));
    expect(await ready()).to.have.property('ready', true);
    expect(gateway.queries.generation(), 'it was folded anew').to.match(/^1\./);
    for (const [i, path] of paths.entries())
      expect((await gateway.app.inject(path)).json(), path).to.deep.equal(right[i]);
    expect(await world.seal(gateway)).to.equal(2);
    expect((await gateway.app.inject('/v1/epochs/agreed')).json()).to.include({ n: 2 });
  });

  it('answers nothing while it folds anew, also not what it has answered before', async () => {
    const urls = [`/v1/sellers/${seller}`, '/v1/sellers'];
    const before = await Promise.all(urls.map(async (url) => (await gateway.app.inject(url)).json<object>()));
    const { projector } = gateway.queries;
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const clear = projector.store.clear.bind(projector.store);
    projector.store.clear = async () => {
      await held;
      await clear();
    };
    projector.foldAnew('a test asks for it');
    for (const method of ['GET', 'HEAD'] as const) {
      for (const url of urls) {
        const answer = await gateway.app.inject({ method, url });
        expect(answer.statusCode, `${method} ${url}`).to.equal(503);
      }
    }
    expect(await ready())
      .to.deep.include({ ready: false })
      .and.have.nested.property('projection.state', 'refolding');
    release();
    await gateway.queries.ready(AbortSignal.timeout(10_000));
    for (const [i, url] of urls.entries())
      expect((await gateway.app.inject(url)).json(), url).to.deep.equal(before[i]);
    expect(await ready()).to.have.property('ready', true);
  });

  describe('also when it has folded all anew', () => {
    beforeEach(async () => {
      await gateway.close();
      await agreeOnAnotherRoot();
      gateway = await world.start();
      while ((await ready()).projection.state !== 'failed') await pause(20);
    });

    /** Seals, and has two of three organisations say that the map has another root. */
    async function agreeOnAnotherRoot(): Promise<void> {
      const data = new DataDir(world.dir);
      const { own, settings } = await ledgerSettings(config(), data, await data.genesis());
      const { document, ledger: id } = world.consortium;
      const ring = await ownKeyRing(config(), data, own.id);
      const hosted = await hostedOrganisations(config(), data, document.organisations, { id: own.id, ring });
      const ledger = await connectLedger(settings);
      // Not in the second in which the ledger was founded.
      const sealed = () =>
        ledger.submit({ name: 'Seal', args: ['1'] }).then(
          () => true,
          () => false,
        );
      while (!(await sealed())) await pause(50);
      const store = await ProjectionStore.open(join(world.dir, 'apart'));
      const projector = new Projector(ledger, store, nodeCrypto);
      await projector.start();
      await projector.folded((await ledger.height()) - 1, AbortSignal.timeout(10_000));
      const { own: body } = new ProjectionProofs(projector.view, nodeCrypto.sha256).epoch(1)!;
      const other = formatCheckpoint({ ...parseCheckpoint(body)!, map: new Uint8Array(32).fill(7) });
      for (const { id: org, identity, keyOf } of statingOrganisations(hosted).slice(0, 2)) {
        const { logKey, cosignerKey } = document.organisations.find((one) => one.id === org)!;
        const held = { log: await keyOf('log', [logKey]), cosigner: await keyOf('cosigner', [cosignerKey]) };
        const organisation = { id: org, logKey, cosignerKey };
        const parts = { ledger: id, organisation, body: other, time: clock() };
        const bytes = statementBytes(parts);
        const signed = {
          log: await held.log!.sign(bytes.log),
          cosigner: await held.cosigner!.sign(bytes.cosigner),
        };
        const note = composeStatement(nodeCrypto.sha256, parts, (use) => signed[use]);
        await ledger.submit({ name: 'Cosign', args: [note] }, identity);
      }
      await projector.stop();
      await store.close();
      await ledger.close();
    }

    it('stays stopped, says why with both roots, and has nothing cosigned', async () => {
      const answer = await gateway.app.inject('/readyz');
      expect(answer.statusCode).to.equal(503);
      const { projection: said } = answer.json<Ready>();
      expect(said.code).to.equal('root_disagrees');
      expect(said.detail).to.match(
        /^epoch 1: .*map root BwcHB.*folded here, it has map root \S{44} and log root/,
      );
      const height = await gateway.ledger.height();
      // Before it stops again it folds all anew; also then it does not speak.
      await gateway.close();
      gateway = await world.start();
      while ((await ready()).projection.state !== 'failed') await pause(20);
      expect(await gateway.ledger.height()).to.equal(height);
    });

    it('answers nothing that is made of what it folded, and all else', async () => {
      const fromFold: string[] = [];
      const { paths } = gateway.app.swagger() as unknown as { paths: Record<string, object> };
      for (const [path, methods] of Object.entries(paths)) {
        for (const method of Object.keys(methods)) {
          const url = path.replaceAll(/\{[^}]+\}/g, 'x');
          if (url === '/livez' || url === '/readyz') continue;
          const answer = await gateway.app.inject({ method: method as 'GET', url });
          fromFold.push(url);
          expect(answer.json(), `${method} ${url}`).to.include({ status: 503, code: 'not_ready' });
          expect(answer.headers).to.include({ 'retry-after': '5' }).and.have.property('x-request-id');
        }
      }
      expect(fromFold).to.include.members(['/v1/sellers/x', '/v1/batches', '/v1/badges/x']);
      const pages = ['/', '/sellers', `/sellers/${seller}`, `/verify/${seller}`, `/badges/${seller}.svg`];
      for (const page of [...pages, '/tlog/checkpoint', '/tlog/tile/0/000.p/1']) {
        const answer = await gateway.app.inject({ url: page, headers: { accept: 'text/html' } });
        expect(answer.statusCode, page).to.equal(503);
        expect(answer.body, page).not.to.include(world.consortium.ledger);
      }
      for (const url of [
        '/livez',
        '/problems/not_ready',
        '/openapi.json',
        '/docs/',
        '/badge.js',
        '/icon.svg',
      ])
        expect((await gateway.app.inject(url)).statusCode, url).to.equal(200);
      expect((await gateway.app.inject('/v1/nothing')).statusCode).to.equal(404);
    });

    it('is a finding of an audit, which reads on', async () => {
      await gateway.close();
      const report = await auditLedger(config(), {
        signal: AbortSignal.timeout(10_000),
        progress: () => undefined,
      });
      expect(report.findings.map(({ code }) => code)).to.include('disagrees');
      expect(report.blocks).to.be.above(3);
      gateway = await world.start();
    });
  });
});
