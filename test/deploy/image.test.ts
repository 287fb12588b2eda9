import { chown, lstat, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { freePort } from '../support/stl.js';
import { requireProgram, skipFor } from '../support/required.js';
import { stagesOf, textsOf, wordsOf } from './dockerfile.js';
import { Image, run, type Container } from './image.js';

const deploy = 'network/deploy';
const files = [`${deploy}/Dockerfile`, `${deploy}/chaincode.Dockerfile`];

describe('the Dockerfiles', () => {
  for (const file of files) {
    it(`${file} ends in an image that runs without root, without a shell, and without what only a build needs`, async () => {
      const last = (await stagesOf(file)).at(-1);
      if (last === undefined) return expect.fail('no stage');
      // By number: Kubernetes cannot tell by a name that it is not root.
      expect(textsOf(last, 'USER')).to.deep.equal(['1000:1000']);
      expect(last.instructions.findLastIndex(({ name }) => ['RUN', 'COPY'].includes(name))).to.be.below(
        last.instructions.findIndex(({ name }) => name === 'USER'),
      );
      expect(wordsOf(last, 'ENTRYPOINT')[0]).to.equal('node');
      expect(textsOf(last, 'STOPSIGNAL')).to.deep.equal(['SIGTERM']);
      // An anonymous volume would be a data directory that nobody finds again.
      expect(textsOf(last, 'VOLUME')).to.deep.equal([]);
      const dependencies = last.instructions.filter(({ name, rest }) =>
        name === 'COPY' ? rest.includes('node_modules') : /npm (ci|install)/.test(rest),
      );
      expect(dependencies, 'layers of dependencies').to.have.length(1);
    });
  }
});

describe('images, built by the lines of their Dockerfiles', function () {
  this.timeout(900_000);
  let dir: string;
  let container: Container | undefined;
  before(async function () {
    for (const name of ['unshare', 'setpriv', 'chroot']) requireProgram(this, name, 'util-linux');
    if (process.getuid?.() !== 0) skipFor(this, 'only root may mount the layers of an image');
    dir = await mkdtemp(join(tmpdir(), 'stl-image-'));
  });
  afterEach(() => container?.kill());
  after(() => rm(dir, { recursive: true, force: true }));

  const until = async (condition: () => Promise<boolean>): Promise<void> => {
    while (!(await condition())) {
      const ended = await Promise.race([container?.ended, pause(100, 'runs')]);
      if (ended !== 'runs') throw new Error(`it ended with ${ended}: ${container?.output}`);
    }
  };

  describe('gateway', () => {
    let image: Image;
    let volume: Readonly<Record<string, string>>;
    let data: string;
    before(async () => {
      image = await Image.build(`${deploy}/Dockerfile`, resolve('.'), join(dir, 'gateway'));
      data = join(dir, 'data');
      await mkdir(data);
      await chown(data, 1000, 1000);
      volume = { '/var/lib/seller-trust': data };
    });
    const runToEnd = async (...args: string[]) => {
      container = image.start(args, { volumes: volume });
      return { code: await container.ended, output: container.output };
    };

    it('hold the program and what it needs at run time, and neither compiler nor tests', async () => {
      expect((await readdir(image.path('app'))).sort()).to.deep.equal([
        'dist',
        'node_modules',
        'package.json',
        'scripts',
      ]);
      expect((await readdir(image.path('app', 'dist'))).sort()).to.deep.equal([
        'chaincode',
        'gateway',
        'web',
      ]);
      const modules = await readdir(image.path('app', 'node_modules'));
      expect(modules).to.include('fastify').and.not.include.members(['typescript', 'esbuild', 'mocha']);
      for (const name of ['typescript', 'esbuild', 'mocha', 'eslint', 'playwright-core'])
        expect(modules).not.to.include(name);
      const program = await readdir(image.path('app', 'dist'), { recursive: true });
      expect(program.filter((name) => /\.(map|ts)$/.test(name))).to.deep.equal([]);
      expect(await stat(image.path('var/lib/seller-trust'))).to.include({
        uid: 1000,
        gid: 1000,
        mode: 0o40700,
      });
      expect((await lstat(image.path('usr/local/bin/stl'))).isSymbolicLink()).to.equal(true);
    });

    it('refuse an empty volume, and leave it empty', async () => {
      const { code, output } = await runToEnd();
      expect(code, output).to.equal(1);
      expect(output).to.include('There is no ledger in /var/lib/seller-trust');
      expect(await readdir(data)).to.deep.equal([]);
    });

    it('serve what was made in the volume, report that they live, and end in good order on SIGTERM as process 1', async () => {
      const made = await runToEnd('init', '--sellers', '1');
      expect(made.code, made.output).to.equal(0);
      expect(await stat(join(data, 'consortium.json'))).to.include({ uid: 1000 });
      const port = String(await freePort());
      container = image.start([], { volumes: volume, env: { STL_PORT: port, STL_HOST: '127.0.0.1' } });
      const [, check = ''] = /CMD (\[.*)$/.exec(textsOf(image.last, 'HEALTHCHECK')[0] ?? '') ?? [];
      const [program = '', ...args] = JSON.parse(check) as string[];
      expect(
        (await run(program, args, { ...process.env, STL_PORT: '1' })).code,
        'where nothing lives',
      ).to.equal(1);
      await until(async () => (await run(program, args, { ...process.env, STL_PORT: port })).code === 0);
      for (const path of [
        '/readyz',
        '/sellers',
        '/badge.js',
        '/docs/',
        '/v1/sellers/demo-platform.shop-0001/score',
      ]) {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`);
        expect(answer.status, path).to.equal(200);
        await answer.arrayBuffer();
      }
      await container.signal('SIGTERM');
      expect(await container.ended, container.output).to.equal(0);
    });
  });

  describe('chaincode', () => {
    it('listen for a peer, and end on SIGTERM as process 1', async () => {
      const program = join(dir, 'program');
      const packed = await run(process.execPath, [
        'dist/network/main.js',
        'pack',
        join(dir, 'package.tar.gz'),
        '--program',
        program,
      ]);
      expect(packed.code, packed.output).to.equal(0);
      const image = await Image.build(`${deploy}/chaincode.Dockerfile`, program, join(dir, 'chaincode'));
      expect((await readdir(image.path('app'))).sort()).to.include.members([
        'chaincode.cjs',
        'node_modules',
        'package.json',
      ]);
      const port = await freePort();
      container = image.start([`--chaincode-address=127.0.0.1:${port}`, '--chaincode-id=seller-trust:00']);
      await until(
        () =>
          new Promise((done) => {
            const socket = createConnection(port, '127.0.0.1', () => done(socket.destroy() !== undefined));
            socket.on('error', () => done(false));
          }),
      );
      await container.signal('SIGTERM');
      expect(await container.ended, container.output).to.equal(0);
    });
  });
});
