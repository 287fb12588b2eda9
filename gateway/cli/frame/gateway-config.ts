import type { Command } from 'commander';
import type { Config } from '../../data-dir/config.js';
import { globals } from './command.js';

/** The gateway's settings from the environment, for the data directory that the command names. Throws RangeError. */
export async function gatewayConfig(command: Command): Promise<Config> {
  const { loadConfig } = await import('../../data-dir/config.js');
  return loadConfig({ ...process.env, STL_DATA_DIR: globals(command).dataDir });
}
