import { access, readdir } from 'node:fs/promises';
import type { Command } from 'commander';
import type { Config } from '../../data-dir/config.js';
import { DataDir } from '../../data-dir/data-dir.js';
import { globals } from './command.js';
import { usage } from './failure.js';

/**
 * The gateway's settings from the environment, for the data directory that the command names. Where `STL_ORG` is not set, the
 * organisation is the one whose keys lie there. Throws CliFailure, and as `loadConfig` does.
 */
export async function gatewayConfig(command: Command): Promise<Config> {
  const { loadConfig } = await import('../../data-dir/config.js');
  const settings = { ...process.env, STL_DATA_DIR: globals(command).dataDir };
  const config = loadConfig(settings);
  if (process.env['STL_ORG'] !== undefined) return config;
  const [only, ...others] = await organisationsIn(new DataDir(config.dataDir));
  if (only === undefined || [only, ...others].includes(config.org)) return config;
  if (others.length === 0) return loadConfig({ ...settings, STL_ORG: only });
  throw usage(
    `STL_ORG is missing: ${config.dataDir} holds the keys of ${[only, ...others].join(', ')}; which of them?`,
  );
}

/** Ids of the organisations that have their sign key in the data directory, in order. */
async function organisationsIn(data: DataDir): Promise<readonly string[]> {
  const names = await readdir(data.organisationKeys()).catch(() => []);
  const has = await Promise.all(
    names.map((org) =>
      access(data.organisationKey(org, 'sign')).then(
        () => true,
        () => false,
      ),
    ),
  );
  return names.filter((_, i) => has[i]).sort();
}
