import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrivateJwk } from '../client/index.js';
import type { DemoConsortium } from './consortium.js';

/** Writes every private key of a demo where the gateway and `stl` look for it, readable by its owner alone. */
export async function writeKeyFiles(
  dataDir: string,
  { members, participants }: DemoConsortium,
): Promise<void> {
  for (const { organisation, keys } of members) {
    const dir = join(dataDir, 'orgs', organisation.id);
    for (const [use, key] of Object.entries(keys)) await writeKey(dir, use, key as PrivateJwk);
  }
  const dir = join(dataDir, 'demo', 'keys');
  for (const { participant, key } of participants) await writeKey(dir, participant.id, key);
}

async function writeKey(dir: string, name: string, key: PrivateJwk): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify(key, null, 2)}\n`;
  await writeFile(join(dir, `${name}.jwk.json`), text, { flag: 'wx', mode: 0o600, flush: true });
}
