import { realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Config } from './config.js';
import { SetupError } from './setup-error.js';

/**
 * Throws SetupError where STL_CHECKPOINT_FILE lies inside the data directory, by whatever name: put back with an older copy of
 * that directory, it would vouch for the copy.
 */
export async function refuseCheckpointInside({
  checkpointFile,
  dataDir,
}: Pick<Config, 'checkpointFile' | 'dataDir'>): Promise<void> {
  if (checkpointFile === '') return;
  const data = await placeOf(dataDir);
  // The file may be a link; it may not be there yet, nor the directories above it.
  for (const start of [resolve(checkpointFile), dirname(resolve(checkpointFile))]) {
    let path = await realpath(start).catch(() => start);
    for (;;) {
      if (data !== undefined && (await placeOf(path)) === data) {
        throw new SetupError(
          `STL_CHECKPOINT_FILE ${checkpointFile} lies inside the data directory ${dataDir}: an older copy of that directory would ` +
            'bring its own checkpoint along. Name a file elsewhere, best on another disk.',
        );
      }
      if (dirname(path) === path) break;
      path = dirname(path);
    }
  }
}

/** The same for two names of one directory, such as a mount of it elsewhere. Undefined where there is none. */
const placeOf = (path: string): Promise<string | undefined> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev}:${ino}`,
    () => undefined,
  );
