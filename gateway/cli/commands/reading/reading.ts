import { existsSync } from 'node:fs';
import type { Command } from 'commander';
import { DataDir } from '../../../data-dir/data-dir.js';
import { createClient, type Client } from '../../../sdk/client/index.js';
import { globals } from '../../frame/command.js';
import { signerIn } from '../../frame/key-file.js';

export interface ReadingOptions {
  readonly key?: string;
}

/** `--key`, for commands that show more to those who sign. */
export function addReading(command: Command): Command {
  return command.option(
    '--key <file>',
    'ask as the holder of this private key (else STL_KEY); without one, as the public',
    process.env['STL_KEY'],
  );
}

/**
 * A client that signs its queries with the given key. `demoParticipant`: without a key, that participant's key from
 * a demo's data directory, where there is one.
 */
export async function readingClient(
  command: Command,
  { key }: ReadingOptions,
  demoParticipant?: string,
): Promise<Client> {
  const { dataDir, url } = globals(command);
  const demoKey = new DataDir(dataDir).demoKey(demoParticipant ?? '');
  const file = key ?? (demoParticipant !== undefined && existsSync(demoKey) ? demoKey : undefined);
  return createClient({ url, ...(file === undefined ? {} : { signer: await signerIn(file) }) });
}

/** A seller's platform: the part of its id before the dot. */
export const platformOf = (seller: string): string => seller.split('.')[0] ?? '';
