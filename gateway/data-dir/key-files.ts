import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { PrivateJwk } from '../sdk/platform/keys.js';

/** What an organisation's key files are called, and what each key is for. */
export const organisationKeyUses = ['sign', 'log', 'cosigner', 'admin'] as const;
export type OrganisationKeyUse = (typeof organisationKeyUses)[number];

/** Where a data directory keeps an organisation's keys. */
export const organisationKeyDir = (dataDir: string, org: string): string => join(dataDir, 'orgs', org);

/** Where a demonstration's data directory keeps the keys of its participants. */
export const demoKeyDir = (dataDir: string): string => join(dataDir, 'demo', 'keys');

const fileOf = (dir: string, name: string): string => join(dir, `${name}.jwk.json`);

/** Writes a private key (RFC 7517) as `<dir>/<name>.jwk.json`, readable by its owner alone. Never overwrites. */
export async function writeKey(dir: string, name: string, key: PrivateJwk): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 });
  const text = `${JSON.stringify(key, null, 2)}\n`;
  await writeFile(fileOf(dir, name), text, { flag: 'wx', mode: 0o600, flush: true });
}

/** Undefined where there is no such file. */
export async function readKey(dir: string, name: string): Promise<PrivateJwk | undefined> {
  try {
    return JSON.parse(await readFile(fileOf(dir, name), 'utf8')) as PrivateJwk;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    // A parser's message would quote the file, which is secret.
    throw new Error(`the key file ${fileOf(dir, name)} cannot be read`);
  }
}
