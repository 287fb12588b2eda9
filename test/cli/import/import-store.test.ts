import { chmod, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { ImportStore } from '../../../gateway/cli/import/import-store.js';

describe("an importer's store", () => {
  let dir: string;
  beforeEach(async () => (dir = await mkdtemp(join(tmpdir(), 'stl-store-'))));
  afterEach(() => rm(dir, { recursive: true }));

  it('keeps its secrets from others, also in a directory that is open to all', async () => {
    await chmod(dir, 0o755);
    const store = await ImportStore.open(dir, { ledger: 'l', participant: 'p' });
    store.secret('order', '1001');
    await store.keepSecrets();
    await store.close();
    const folders = (await readdir(dir, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    expect(folders).to.not.have.length(0);
    for (const { name } of folders) expect((await stat(join(dir, name))).mode & 0o077, name).to.equal(0);
  });
});
