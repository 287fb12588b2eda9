import { stat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../data-dir/config.js';
import { DataDir } from '../data-dir/data-dir.js';
import { diskRoom } from '../data-dir/disk-room.js';
import { keyFileName } from '../data-dir/key-files.js';
import { databasePath } from '../ledger/embedded/index.js';
import { diskState } from '../services/common/disk.js';
import { storeCondition } from '../store/condition.js';
import { fail, ok, warn, type Finding } from './finding.js';

/** The data directory itself: whose it is, its key files, its stores and the disk below it. */
export async function* checkDirectory(config: Pick<Config, 'dataDir' | 'ledger'>): AsyncGenerator<Finding> {
  const data = new DataDir(config.dataDir);
  try {
    const { ledger } = await data.genesis();
    yield ok('data-directory', `${data.path} belongs to ledger ${ledger}`);
  } catch (error) {
    yield fail(
      'data-directory',
      (error as Error).message,
      'Name the right one with --data-dir or STL_DATA_DIR.',
    );
    return;
  }
  yield await owner(data.path);
  yield* keyFiles(data, config);
  yield* stores(data, config.ledger === 'embedded');
  yield await disk(data.path);
}

async function owner(path: string): Promise<Finding> {
  const { mode, uid } = await stat(path);
  const user = process.geteuid?.();
  if ((mode & 0o022) !== 0) return fail('owner', `others may write in ${path}`, `chmod go-w ${path}`);
  // Root may read all, and is often who looks; its gateway runs as another user.
  if (user !== undefined && user !== 0 && uid !== user) {
    return fail(
      'owner',
      `${path} belongs to user ${uid}, and this is user ${user}`,
      'Run the gateway as its owner.',
    );
  }
  return ok('owner', `${path} belongs to user ${uid}, and nobody else writes in it`);
}

async function* keyFiles(data: DataDir, { ledger }: Pick<Config, 'ledger'>): AsyncGenerator<Finding> {
  const names = await readdir(data.organisationKeys(), { recursive: true }).catch(() => []);
  const files = names
    .filter((name) => name.endsWith('.jwk.json') && !name.endsWith('.public.jwk.json'))
    .map((name) => join(data.organisationKeys(), name));
  const open: string[] = [];
  for (const file of files) if (((await stat(file)).mode & 0o077) !== 0) open.push(file);
  yield open.length > 0
    ? fail('key-files', `others may read private keys: ${open.join(', ')}`, `chmod 600 ${open.join(' ')}`)
    : ok('key-files', `${files.length} private keys, each for its owner alone`);
  const admin = files.filter((file) => file.endsWith(`/${keyFileName('admin')}`));
  // A demonstration is whole in one process.
  if (ledger !== 'embedded' && admin.length > 0) {
    yield warn(
      'admin-key',
      `an administrator's key lies on the gateway: ${admin.join(', ')}`,
      "Move it to the administrator's own machine: who takes over the gateway could sign for the organisation.",
    );
  }
}

async function* stores(data: DataDir, isEmbedded: boolean): AsyncGenerator<Finding> {
  const runbook = 'See docs/runbooks/damaged-store.md.';
  const all = [
    ...(isEmbedded ? [['ledger', databasePath(data.ledger())] as const] : []),
    ['projection', data.projection()],
    ['jobs', data.jobs()],
    ['references', data.references()],
  ] as const;
  for (const [name, directory] of all) {
    const { state, detail } = await storeCondition(directory);
    const check = `store-${name}`;
    if (state === 'damaged') yield fail(check, `${directory}: ${detail}`, runbook);
    else if (state === 'missing' && name === 'ledger')
      yield fail(check, `${directory} is missing`, `It is the truth: restore a backup. ${runbook}`);
    else yield ok(check, `${directory}: ${detail}`);
  }
}

async function disk(path: string): Promise<Finding> {
  const room = await diskRoom(path);
  const detail = `${Math.floor(room.freeBytes / 2 ** 20)} MiB of ${Math.floor(room.sizeBytes / 2 ** 20)} MiB are free for ${path}`;
  const todo = 'Make room or give it a larger disk: a gateway writes nothing once 64 MiB are left.';
  switch (diskState(room)) {
    case 'fine':
      return ok('disk', detail);
    case 'nearly_full':
      return warn('disk', detail, todo);
    case 'full':
      return fail('disk', detail, todo);
  }
}
