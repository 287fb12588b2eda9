import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { loadConfig } from '../../../gateway/data-dir/config.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { createDemoConsortium } from '../../../gateway/demo/create.js';
import { checkAddress } from '../../../gateway/doctor/address.js';
import { examine } from '../../../gateway/doctor/examine.js';
import type { Finding } from '../../../gateway/doctor/finding.js';
import { databasePath } from '../../../gateway/ledger/embedded/index.js';
import { startGateway, type Gateway } from '../../../gateway/start/server.js';
import { eventually } from '../../../network/wait.js';
import { flipOf, seeded } from '../../support/damage.js';
import { requireProgram, skipFor } from '../../support/required.js';
import { freePort, stl } from '../../support/stl.js';
import { clock } from '../harness.js';

const run = promisify(execFile);

describe('stl doctor', () => {
  let root: string;
  let data: DataDir;
  let url: string;
  let settings: NodeJS.ProcessEnv;
  let gateway: Gateway | undefined;

  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-doctor-'));
    data = new DataDir(join(root, 'data'));
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    settings = {
      STL_DATA_DIR: data.path,
      STL_PORT: String(port),
      STL_LOG_LEVEL: 'silent',
      STL_SEAL_EVERY: '0',
    };
    await createDemoConsortium(data.path, {
      ...{ sellers: 1, seed: 3, publicUrl: url, clock },
      ...{ signal: new AbortController().signal, progress: () => undefined },
    });
  });
  after(async () => {
    await gateway?.close();
    await rm(root, { recursive: true });
  });

  async function findings(change: NodeJS.ProcessEnv = {}, at = url): Promise<Finding[]> {
    const found: Finding[] = [];
    for await (const finding of examine({ ...settings, ...change }, at)) found.push(finding);
    // Whatever is not well comes with advice.
    for (const { state, todo } of found) expect(todo !== undefined).to.equal(state !== 'ok');
    return found;
  }
  const failed = (found: readonly Finding[]): string[] =>
    found.filter(({ state }) => state === 'fail').map(({ check }) => check);
  const detailOf = (found: readonly Finding[], check: string): string =>
    found.find((finding) => finding.check === check)?.detail ?? '';

  /** A copy of the data directory, for one test to spoil. */
  async function copy(): Promise<DataDir> {
    const spoilt = new DataDir(await mkdtemp(join(root, 'copy-')));
    await cp(data.path, spoilt.path, { recursive: true });
    return spoilt;
  }
  /** What fails once a copy of the data directory was spoilt. */
  async function failsAfter(spoil: (copied: DataDir) => Promise<unknown>): Promise<string[]> {
    const spoilt = await copy();
    await spoil(spoilt);
    return failed(await findings({ STL_DATA_DIR: spoilt.path }));
  }

  describe('while no gateway runs', () => {
    before(async () => {
      // Once, so that all stores are there.
      await (await startGateway(loadConfig(settings))).close();
    });

    it('finds nothing wrong, and says that the gateway was not asked', async () => {
      const found = await findings();
      expect(failed(found)).to.deep.equal([]);
      expect(found.filter(({ state }) => state === 'warn').map(({ check }) => check)).to.deep.equal([
        'gateway',
      ]);
      expect(detailOf(found, 'store-ledger')).to.include('its files are whole');
    });

    it('names a setting that cannot be followed', async () => {
      const found = await findings({ STL_PORT: 'eighty' });
      expect(failed(found)).to.deep.equal(['settings']);
      expect(detailOf(found, 'settings')).to.include('STL_PORT');
    });

    it('says that there is no data directory', async () => {
      expect(failed(await findings({ STL_DATA_DIR: join(root, 'nothing') }))).to.deep.equal([
        'data-directory',
      ]);
    });

    it('says that others may write in the directory', async () => {
      expect(await failsAfter(({ path }) => chmod(path, 0o777))).to.deep.equal(['owner']);
    });

    it('names key files that others may read', async () => {
      const spoilt = await copy();
      const file = spoilt.organisationKey('platform', 'log');
      await chmod(file, 0o644);
      const found = await findings({ STL_DATA_DIR: spoilt.path });
      expect(failed(found)).to.deep.equal(['key-files']);
      expect(detailOf(found, 'key-files')).to.include(file).and.not.include('sign.jwk.json');
    });

    for (const use of ['sign', 'log', 'cosigner'] as const) {
      it(`misses the ${use} key, and says where it was looked for`, async () => {
        expect(await failsAfter((copied) => rm(copied.organisationKey('platform', use)))).to.deep.equal([
          `${use}-key`,
        ]);
      });
    }

    it('says that what holds the keys does not answer', async () => {
      const found = await findings({ STL_SIGNER: `unix:${join(root, 'no.sock')}` });
      expect(failed(found)).to.deep.equal(['signer']);
      expect(detailOf(found, 'signer')).to.include('no.sock');
    });

    it('knows a key file that is none', async () => {
      const spoil = (copied: DataDir): Promise<void> =>
        writeFile(copied.organisationKey('platform', 'sign'), '{"kty":"EC"}', { mode: 0o600 });
      expect(await failsAfter(spoil)).to.deep.equal(['signer']);
    });

    for (const store of ['ledger', 'projection', 'jobs', 'references'] as const) {
      it(`finds a file of the ${store} store that is damaged`, async () => {
        const spoil = async (copied: DataDir): Promise<void> => {
          const directory = store === 'ledger' ? databasePath(copied.ledger()) : copied[store]();
          const file = (await readdir(directory)).find((name) => name.startsWith('MANIFEST'));
          await (await flipOf(join(directory, file as string), seeded(7))).apply();
        };
        expect(await failsAfter(spoil)).to.deep.equal([`store-${store}`]);
      });
    }

    it('misses the ledger, but not a projection that was never made', async () => {
      const remove = async (path: string): Promise<void> => {
        await rm(path, { recursive: true });
        await rm(`${path}.newest`);
      };
      expect(await failsAfter((copied) => remove(databasePath(copied.ledger())))).to.deep.equal([
        'store-ledger',
      ]);
      expect(await failsAfter((copied) => remove(copied.projection()))).to.deep.equal([]);
    });

    it('says that the disk is full', async function () {
      const mount = join(root, 'disk');
      await mkdir(mount);
      await run('mount', ['-t', 'tmpfs', '-o', 'size=60m,mode=755', 'tmpfs', mount]).catch(() =>
        skipFor(this, 'a file system of its own can be mounted by root alone'),
      );
      try {
        await cp(data.path, mount, { recursive: true });
        expect(failed(await findings({ STL_DATA_DIR: mount }))).to.deep.equal(['disk']);
      } finally {
        await run('umount', [mount]);
      }
    });

    it('ends with 1 where something is wrong, and prints what to do', async () => {
      const env = { ...settings, STL_ORG: 'nobody' };
      const { code, stdout } = await stl(['doctor', '--data-dir', data.path, '--url', url], { env });
      expect(code).to.equal(1);
      expect(stdout).to.match(/^fail {2}sign-key: the sign key of nobody is missing: /m);
      expect(stdout).to.match(/What to do:\n\nsign-key: Put it there, or/);
    });
  });

  describe('while the gateway runs', () => {
    before(async () => {
      gateway = await startGateway(loadConfig(settings));
      const sealed = await stl(['seal', '--admin', 'platform', '--url', url, '--data-dir', data.path]);
      expect(sealed.code, sealed.stderr).to.equal(0);
      const agree = async (): Promise<void> => {
        const epoch = (await (await fetch(`${url}/v1/epochs/newest`)).json()) as { agree: string[] };
        expect(epoch.agree).to.have.length(3);
      };
      await eventually(agree, { patienceMs: 30_000 });
    });

    /** A gateway that answers as this one does, but for what is changed. */
    async function withAnswers<T>(
      change: { readonly [path: string]: (answer: never) => unknown } & { readonly date?: never },
      secondsAhead: number,
      use: (at: string) => Promise<T>,
    ): Promise<T> {
      const server = createServer((request, response) => {
        void (async () => {
          const path = request.url ?? '';
          const answer = await fetch(`${url}${path}`);
          const text = await answer.text();
          const changed = change[path];
          response.setHeader('date', new Date(Date.now() + secondsAhead * 1_000).toUTCString());
          response.writeHead(answer.status);
          response.end(changed === undefined ? text : JSON.stringify(changed(JSON.parse(text) as never)));
        })();
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      try {
        return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
      } finally {
        server.close();
      }
    }
    const failsWhere = (
      change: Record<string, (answer: never) => unknown>,
      secondsAhead = 0,
    ): Promise<string[]> => withAnswers(change, secondsAhead, async (at) => failed(await findings({}, at)));

    it('finds all well, looks into no store that is in use, and ends with 0', async () => {
      const { code, stdout } = await stl(['doctor', '--json', '--data-dir', data.path, '--url', url], {
        env: settings,
      });
      const { ok, findings: found } = JSON.parse(stdout) as { ok: boolean; findings: Finding[] };
      expect(found.filter(({ state }) => state !== 'ok')).to.deep.equal([]);
      expect([code, ok]).to.deep.equal([0, true]);
      expect(detailOf(found, 'store-projection')).to.include('has it open');
      expect(found.map(({ check }) => check)).to.include.members([
        ...['settings', 'data-directory', 'owner', 'key-files', 'disk', 'reads', 'writes', 'clock'],
        ...['sign-key-in-force', 'log-key-in-force', 'cosigner-key-in-force', 'agreement', 'witnesses'],
        ...['address', 'reached', 'other-certifier', 'other-payments'],
      ]);
    });

    it('says why the gateway takes no writes', async () => {
      const change = (ready: object): object => ({ ...ready, writes: { ok: false, detail: 'why' } });
      expect(await failsWhere({ '/readyz': change })).to.deep.equal(['writes']);
    });

    it('does not take another program for the gateway', async () => {
      const found = await withAnswers({ '/readyz': () => ({ status: 'up' }) }, 0, (at) => findings({}, at));
      expect(failed(found)).to.deep.equal([]);
      expect(detailOf(found, 'gateway')).to.include('is no gateway');
    });

    it('says that a clock is wrong', async () => {
      expect(await failsWhere({}, 120)).to.deep.equal(['clock']);
      expect(await failsWhere({}, -120)).to.deep.equal(['clock']);
    });

    it('says that another organisation dissents, or that too few agree', async () => {
      const epoch = (change: object) => (answer: object) => ({ ...answer, ...change });
      const path = '/v1/epochs/newest';
      expect(await failsWhere({ [path]: epoch({ dissent: ['payments'] }) })).to.deep.equal(['agreement']);
      const silent = { time: '2026-01-01T00:00:00Z', agree: ['platform'], silent: ['certifier', 'payments'] };
      expect(await failsWhere({ [path]: epoch(silent) })).to.deep.equal(['agreement']);
      const own = { ...silent, agree: ['certifier', 'payments'], silent: ['platform'] };
      expect(await failsWhere({ [path]: epoch(own) })).to.deep.equal(['agreement']);
    });

    it('says that fewer witnesses have cosigned than readers want', async () => {
      const about = (answer: object): object => ({
        ...answer,
        ...{ quorum: 1, witnesses: ['witness.example+0a0b0c0d+BAAA'] },
      });
      const found = await withAnswers({ '/.well-known/stl': about }, 0, (at) =>
        findings({ STL_WITNESSES: 'http://127.0.0.1:1' }, at),
      );
      expect(failed(found)).to.deep.equal(['witnesses']);
    });

    it('says that the ledger names another key', async () => {
      const spoilt = await copy();
      for (const use of ['sign', 'log', 'cosigner'] as const)
        await cp(data.organisationKey('certifier', use), spoilt.organisationKey('platform', use));
      expect(failed(await findings({ STL_DATA_DIR: spoilt.path }))).to.deep.equal([
        ...['sign-key-in-force', 'log-key-in-force', 'cosigner-key-in-force'],
      ]);
    });

    it('says that the gateway which answers is not the one of these settings', async () => {
      expect(failed(await findings({ STL_ORG: 'certifier' }))).to.deep.equal(['consortium']);
    });

    it('says that the ledger names another address', async () => {
      expect(failed(await findings({ STL_PUBLIC_URL: 'https://shop.example' }))).to.deep.equal(['address']);
    });

    it('says that the address which the ledger names does not answer', async () => {
      const nowhere = `http://127.0.0.1:${await freePort()}`;
      const config = { ...loadConfig(settings), publicUrl: nowhere };
      const found: Finding[] = [];
      for await (const finding of checkAddress(nowhere, config)) found.push(finding);
      expect(failed(found)).to.deep.equal(['reached']);
      expect(detailOf(found, 'reached')).to.include('ECONNREFUSED');
    });

    it('says that the certificate of the address is not trusted, and that it ends soon', async function () {
      const openssl = requireProgram(this, 'openssl');
      const [key, cert] = [join(root, 'tls.key'), join(root, 'tls.crt')];
      const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost'];
      await run(openssl, [
        ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '3'],
        ...['-keyout', key, '-out', cert, ...subject],
      ]);
      const server = createTlsServer({ key: await readFile(key), cert: await readFile(cert) }).listen(
        0,
        'localhost',
      );
      await once(server, 'listening');
      const front = `https://localhost:${(server.address() as AddressInfo).port}`;
      const found: Finding[] = [];
      for await (const finding of checkAddress(front, { ...loadConfig(settings), publicUrl: front }))
        found.push(finding);
      server.close();
      expect(failed(found)).to.deep.equal(['reached', 'tls-certificate']);
      expect(detailOf(found, 'reached')).to.include('SELF_SIGNED');
      expect(detailOf(found, 'tls-certificate')).to.match(/in 2 days$/);
    });
  });
});
