import { chmod, mkdtemp, readFile, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { BackupFailure } from '../../../gateway/backup/failure.js';
import { restore } from '../../../gateway/backup/restore.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { createClient, importSigner, type Client } from '../../../gateway/sdk/client/index.js';
import { orderRecord } from '../../support/records.js';
import { state } from '../../support/state.js';
import { GatewayProcess, freePort, stl } from '../../support/stl.js';
import { World } from '../harness.js';

const backups = process.env['STL_LONG'] === '1' ? 10 : 2;

describe('stl backup and stl restore', function () {
  let world: World;
  let root: string;
  let gateway: GatewayProcess;
  before(async () => {
    world = await World.found();
    root = await mkdtemp(join(tmpdir(), 'stl-backup-'));
    gateway = new GatewayProcess(world.dir, await freePort(), { STL_SEAL_EVERY: '0' });
    await gateway.start();
  });
  after(async () => {
    await gateway.stop();
    await world.remove();
    await rm(root, { recursive: true, force: true });
  });

  const platform = async (url: string): Promise<Client> =>
    createClient({ url, retries: 0, signer: await importSigner(world.privateKey('demo-platform')) });

  const back = async (name: string, ...options: string[]): Promise<string> => {
    const directory = join(root, name);
    const run = await stl(['backup', directory, '--data-dir', world.dir, ...options]);
    expect(run.code, run.stderr).to.equal(0);
    return directory;
  };

  it('keeps all that was acknowledged before, while the gateway goes on taking facts', async () => {
    const client = await platform(gateway.url);
    const acknowledged: string[] = [];
    let ends = false;
    const stating = (async () => {
      for (let n = 0; !ends; n += 1) {
        // Bytes enough for level to make tables of meanwhile.
        const records = Array.from({ length: 500 }, (_, i) => orderRecord(`${n}-${i}`));
        acknowledged.push((await state(client, 'demo-platform', records)).batch);
      }
    })();
    try {
      for (let n = 1; n <= backups; n += 1) {
        const until = acknowledged.length + 5;
        while (acknowledged.length < until) await pause(5);
        const before = acknowledged.length;
        const kept = await back(`running-${n}`, '--with-keys');
        const restored = join(root, `restored-${n}`);
        const run = await stl(['restore', kept, '--data-dir', restored]);
        expect(run.code, run.stderr).to.equal(0);
        const checked = await stl(['verify-store', '--data-dir', restored]);
        expect(checked.code, checked.stderr).to.equal(0);
        const second = new GatewayProcess(restored, await freePort(), { STL_SEAL_EVERY: '0' });
        await second.start();
        const asked = await platform(second.url);
        for (const batch of acknowledged.slice(0, before))
          expect((await asked.get<{ batch: string }>(`/v1/batches/${batch}`)).value.batch).to.equal(batch);
        // It goes on where the backup stands.
        await state(asked, 'demo-platform', [orderRecord(`after-${n}`)]);
        await second.stop();
      }
    } finally {
      ends = true;
      await stating;
    }
  });

  it('leaves private keys out unless it is asked for them, and keeps them for their owner', async () => {
    const without = await back('without');
    // The references are in it, and nobody finds one without what they are hashed under.
    expect(await readdir(without))
      .to.include('references')
      .and.not.include('orgs');
    expect(await readdir(without)).not.to.include('references.key');
    const run = await stl(['restore', without, '--data-dir', join(root, 'without-restored')]);
    expect(run.stdout).to.include('Private keys were not backed up');
    const withKeys = await back('with', '--with-keys');
    const { mode } = await stat(new DataDir(withKeys).organisationKey('platform', 'sign'));
    expect(mode & 0o077).to.equal(0);
    expect((await stat(withKeys)).mode & 0o077).to.equal(0);
    expect((await stat(new DataDir(withKeys).referencesKey())).mode & 0o077).to.equal(0);
  });

  describe('of a backup that is not as it was', () => {
    const target = (): string => join(root, 'never');
    async function refusal(from: string): Promise<string> {
      try {
        await restore(from, target());
      } catch (error) {
        if (!(error instanceof BackupFailure)) throw error;
        expect(await stat(target()).catch(() => undefined), 'something was made').to.equal(undefined);
        return error.code;
      }
      throw new Error('it was restored');
    }

    it('refuses one with a changed, a missing or a further file, or a link, and makes nothing', async () => {
      const kept = await back('spoilt');
      const genesis = join(kept, 'consortium.json');
      const text = await readFile(genesis, 'utf8');
      await writeFile(genesis, text.replace('"k":2', '"k":3'));
      expect(await refusal(kept)).to.equal('damaged');
      await rm(genesis);
      expect(await refusal(kept)).to.equal('damaged');
      await symlink('/etc/hostname', genesis);
      expect(await refusal(kept)).to.equal('damaged');
      await rm(genesis);
      await writeFile(genesis, text);
      await writeFile(join(kept, 'more'), '');
      expect(await refusal(kept)).to.equal('damaged');
    });

    it('refuses one that names files outside of it, and a directory that is none', async () => {
      const kept = await back('outside');
      const contents = join(kept, 'backup.json');
      const text = await readFile(contents, 'utf8');
      for (const path of ['../../outside', '/etc/passwd', 'orgs/../../x', '.hidden']) {
        await writeFile(contents, text.replace('consortium.json', path));
        expect(await refusal(kept), path).to.equal('not_a_backup');
      }
      await writeFile(contents, text.replace(/"begun": "/, '$&\\u001b[2J'));
      expect(await refusal(kept)).to.equal('not_a_backup');
      await writeFile(contents, text.replace(/("ledger": ")[0-9a-f]{64}/, `$1${'0'.repeat(64)}`));
      expect(await refusal(kept)).to.equal('damaged');
      await rm(contents);
      expect(await refusal(kept)).to.equal('not_a_backup');
    });
  });

  it('says what is wrong in words: no ledger, a target that holds something, one that cannot be written', async () => {
    const kept = await back('words');
    const empty = await stl(['backup', join(root, 'x'), '--data-dir', join(root, 'nothing')]);
    expect([empty.code, empty.stderr]).to.deep.equal([
      1,
      `stl: There is no ledger in ${join(root, 'nothing')}: nothing to back up.\n`,
    ]);
    const full = await stl(['restore', kept, '--data-dir', world.dir]);
    expect([full.code, full.stderr]).to.deep.equal([1, `stl: ${world.dir} is not empty\n`]);
    const file = join(root, 'a-file');
    await writeFile(file, '');
    await chmod(file, 0o400);
    const under = await stl(['backup', join(file, 'x'), '--data-dir', world.dir]);
    expect(under.code).to.equal(1);
    expect(under.stderr).to.include(join(file, 'x'));
  });
});
