import { execFile } from 'node:child_process';
import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  readlink,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { makeWhole } from '../../../gateway/data-dir/whole-directory.js';
import { failureOf } from '../../support/failure.js';
import { requireProgram, skipFor } from '../../support/required.js';

const run = promisify(execFile);

async function fill(partial: string): Promise<void> {
  await mkdir(join(partial, 'ledger'));
  await writeFile(join(partial, 'ledger', 'blocks'), 'blocks');
  await writeFile(join(partial, 'consortium.json'), '{}');
}

const fail = async (partial: string): Promise<never> => {
  await fill(partial);
  throw new Error('the disk is full');
};

describe('a directory that is whole or absent', () => {
  let root: string;
  let target: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-whole-'));
    target = join(root, 'data');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const isWhole = async (): Promise<void> => {
    expect((await readdir(target)).filter((name) => name !== 'lost+found').sort()).to.deep.equal([
      'consortium.json',
      'ledger',
    ]);
    expect(await readFile(join(target, 'ledger', 'blocks'), 'utf8')).to.equal('blocks');
  };

  it('appears under its name once it is whole', async () => {
    await makeWhole(target, async (partial) => {
      await fill(partial);
      expect(await readdir(root)).not.to.include('data');
    });
    await isWhole();
    expect(await readdir(root)).to.deep.equal(['data']);
  });

  it('leaves nothing behind where filling it fails', async () => {
    expect(await failureOf(makeWhole(target, fail))).to.have.property('message', 'the disk is full');
    expect(await readdir(root)).to.deep.equal([]);
    await mkdir(target);
    await failureOf(makeWhole(target, fail));
    expect(await readdir(target)).to.deep.equal([]);
  });

  it('keeps the owner, mode and place of a directory that was there', async () => {
    await mkdir(join(root, 'elsewhere'));
    await chmod(join(root, 'elsewhere'), 0o2750);
    const { ino, mode } = await stat(join(root, 'elsewhere'));
    await symlink(join(root, 'elsewhere'), target);
    await makeWhole(target, fill);
    await isWhole();
    expect(await readlink(target)).to.equal(join(root, 'elsewhere'));
    expect(await stat(join(root, 'elsewhere'))).to.include({ ino, mode });
  });

  it('is filled where a file system is mounted, with what its root holds, and all around is read-only', async function () {
    const mount = requireProgram(this, 'mount');
    if (process.getuid?.() !== 0) skipFor(this, 'only root may mount a file system');
    const tmpfs = (path: string) => run(mount, ['-t', 'tmpfs', '-o', 'size=1m', 'stl-test', path]);
    await tmpfs(root);
    try {
      await mkdir(target);
      await tmpfs(target);
      await mkdir(join(target, 'lost+found'), { mode: 0o700 });
      await run(mount, ['-o', 'remount,ro', root]);
      expect(await failureOf(makeWhole(join(root, 'other'), fill))).to.have.property('code', 'unusable');
      await makeWhole(target, fill);
      await isWhole();
      expect(await readdir(target)).to.include('lost+found');
    } finally {
      await run('umount', ['--recursive', root]);
    }
    expect(await readdir(root), 'the directory below').to.deep.equal([]);
  });

  it('is filled anew where a run was killed while it filled it', async () => {
    await mkdir(join(target, '.partial'), { recursive: true });
    await writeFile(join(target, '.partial', 'consortium.json'), '{');
    await makeWhole(target, fill);
    await isWhole();
  });

  it('is no ledger, and is not touched, where a run was killed while it moved things to their places', async () => {
    await mkdir(join(target, '.partial'), { recursive: true });
    await fill(target);
    await writeFile(join(target, '.partial', 'orgs'), '');
    const refused = await failureOf(makeWhole(target, fill));
    expect(refused).to.have.property('code', 'unfinished');
    expect(refused).to.have.property('message').that.includes(`${target} holds a set-up that was stopped`);
    expect(await failureOf(new DataDir(target).genesis()))
      .to.have.property('message')
      .that.includes('remove all that is in it');
    expect(await readdir(target)).to.include('consortium.json');
  });

  it('is never filled by two processes at once', async () => {
    await mkdir(target);
    await makeWhole(target, async (partial) => {
      expect(await failureOf(makeWhole(target, fill))).to.have.property('code', 'in_use');
      await fill(partial);
    });
    await isWhole();
    expect(await failureOf(makeWhole(target, fill))).to.have.property('code', 'exists');
  });

  it('is taken over from a dead process, even one whose number lives on', async function () {
    const space = await readlink('/proc/self/ns/pid').catch(() => skipFor(this, 'this system has no /proc'));
    const lock = join(root, 'data.partial.lock');
    // As in a container that was started again: its program is process 1 once more.
    await writeFile(lock, JSON.stringify({ pid: process.pid, space, started: '1' }));
    await makeWhole(target, fill);
    await isWhole();
    expect(await readdir(root)).to.deep.equal(['data']);
  });

  it('names the lock of a process that cannot be looked at, since it is in another container', async function () {
    const lock = join(root, 'data.partial.lock');
    await writeFile(lock, JSON.stringify({ pid: 1, space: 'pid:[1]', started: '1' }));
    const refused = await failureOf(makeWhole(target, fill));
    expect(refused).to.have.property('code', 'in_use');
    expect(refused).to.have.property('message').that.includes(`remove ${lock}`);
  });
});

describe('a data directory without a ledger', () => {
  let root: string;
  before(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-no-ledger-'));
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('says what it found, and what to do', async () => {
    const found = async (path: string): Promise<string> =>
      String(await failureOf(new DataDir(path).genesis()));
    expect(await found(join(root, 'none')))
      .to.include('there is no such directory')
      .and.include('mount its volume');
    expect(await found(root))
      .to.include('holds no consortium.json')
      .and.include('stl consortium join');
    await mkdir(join(root, 'odd', 'consortium.json'), { recursive: true });
    expect(await found(join(root, 'odd'))).to.include('consortium.json cannot be read (EISDIR)');
  });
});
