import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { refuseCheckpointInside } from '../../../gateway/data-dir/checkpoint-place.js';
import { SetupError } from '../../../gateway/data-dir/setup-error.js';
import { failureOf } from '../../support/failure.js';
import { requireProgram, skipFor } from '../../support/required.js';

const run = promisify(execFile);

describe('STL_CHECKPOINT_FILE', () => {
  let root: string;
  let dataDir: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-kept-'));
    dataDir = join(root, 'data');
    await mkdir(dataDir);
    await mkdir(join(root, 'data-2'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  const refusal = async (checkpointFile: string): Promise<unknown> =>
    failureOf(refuseCheckpointInside({ checkpointFile, dataDir }));

  it('may lie anywhere outside the data directory', async () => {
    for (const path of ['', join(root, 'kept'), join(root, 'data-2', 'kept'), join(dataDir, '..', 'kept')])
      expect(await refusal(path), path).to.equal(undefined);
  });

  it('is refused inside it, whether or not it is there yet', async () => {
    for (const path of [
      join(dataDir, 'kept'),
      join(dataDir, 'not', 'there', 'yet'),
      join(root, 'data-2', '..', 'data', 'kept'),
      relative(process.cwd(), join(dataDir, 'kept')),
    ])
      expect(await refusal(path), path).to.be.instanceOf(SetupError);

    expect(String(await refusal(join(dataDir, 'kept')))).to.include('lies inside the data directory');
  });

  it('is refused where a link leads inside, or out of it: the link would be put back with it', async () => {
    await symlink(dataDir, join(root, 'link'));
    expect(await refusal(join(root, 'link', 'kept'))).to.be.instanceOf(SetupError);
    await writeFile(join(dataDir, 'kept'), '');
    await symlink(join(dataDir, 'kept'), join(root, 'kept'));
    expect(await refusal(join(root, 'kept'))).to.be.instanceOf(SetupError);
    await symlink(join(root, 'elsewhere'), join(dataDir, 'out'));
    expect(await refusal(join(dataDir, 'out'))).to.be.instanceOf(SetupError);
  });

  it('is refused where the data directory is mounted by another name', async function () {
    const mount = requireProgram(this, 'mount');
    if (process.getuid?.() !== 0) skipFor(this, 'only root may mount a directory');
    await run(mount, ['--bind', dataDir, join(root, 'data-2')]);
    try {
      expect(await refusal(join(root, 'data-2', 'kept'))).to.be.instanceOf(SetupError);
    } finally {
      await run('umount', [join(root, 'data-2')]);
    }
  });
});
