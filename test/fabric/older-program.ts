import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { startGateway } from '../../gateway/start/server.js';

const project = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..');

export interface OlderProgram {
  /** Compiled module that exports `contracts`. */
  readonly contract: string;
  readonly startGateway: typeof startGateway;
  readonly remove: () => Promise<void>;
}

/** This program as it was before fold version 2: a copy of what was compiled that knows the first version only. */
export async function olderProgram(): Promise<OlderProgram> {
  const dir = await mkdtemp(join(tmpdir(), 'stl-older-'));
  const dist = join(dir, 'dist');
  for (const part of ['chaincode', 'gateway', 'web'])
    await cp(join(project, 'dist', part), join(dist, part), { recursive: true });
  await cp(join(project, 'package.json'), join(dir, 'package.json'));
  await symlink(join(project, 'node_modules'), join(dir, 'node_modules'), 'dir');
  const version = join(dist, 'chaincode', 'domain', 'fold-version.js');
  const text = await readFile(version, 'utf8');
  const older = text.replace(/newestFold = \d+/, 'newestFold = 1');
  if (older === text) throw new Error('The newest fold version is not where it was.');
  await writeFile(version, older);
  const server = (await import(pathToFileURL(join(dist, 'gateway', 'start', 'server.js')).href)) as {
    startGateway: typeof startGateway;
  };
  return {
    contract: join(dist, 'chaincode', 'fabric', 'index.js'),
    startGateway: server.startGateway,
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}
