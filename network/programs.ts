import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runProgram } from './run-program.js';

const names = ['cryptogen', 'configtxgen', 'osnadmin', 'orderer', 'peer'] as const;

/** Absolute paths of Fabric's programs. */
export type Programs = Readonly<Record<(typeof names)[number], string>>;

/** Some of Fabric's programs are not on this machine. The message says what to do. */
export class ProgramsMissing extends Error {
  constructor(missing: readonly string[], where: string) {
    super(
      `Fabric's programs are needed and not all were found in ${where}: ${missing.join(', ')}.\n` +
        'Install them as Fabric documents it (release 2.5 or 3.1, "binary" is enough, no Docker):\n' +
        '  https://hyperledger-fabric.readthedocs.io/en/latest/install.html\n' +
        'then put their bin directory on PATH, or name it: FABRIC_BIN=/path/to/bin',
    );
    this.name = 'ProgramsMissing';
  }
}

/**
 * Finds Fabric's programs: in `FABRIC_BIN` where it is set, else on `PATH`.
 * @throws ProgramsMissing
 */
export function findPrograms(env: NodeJS.ProcessEnv = process.env): Programs {
  const named = env['FABRIC_BIN'];
  const directories = named ? [named] : (env['PATH'] ?? '').split(delimiter).filter(Boolean);
  const found = names.map((name) => [name, firstExecutable(directories, name)] as const);
  const missing = found.filter(([, path]) => path === undefined).map(([name]) => name);
  if (missing.length > 0) throw new ProgramsMissing(missing, named ? `FABRIC_BIN (${named})` : 'PATH');
  return Object.fromEntries(found) as Programs;
}

/** Fabric's release, as its peer tells it: `3.1.5`. */
export async function fabricVersion(programs: Programs): Promise<string> {
  return /Version: v?([0-9.]+)/.exec(await runProgram(programs.peer, ['version']))?.[1] ?? 'unknown';
}

/** @throws Error where these programs are of a release that cannot order with BFT. */
export async function requireBft(programs: Programs): Promise<void> {
  const version = await fabricVersion(programs);
  if (Number.parseInt(version, 10) < 3)
    throw new Error(`BFT ordering came with Fabric 3.0; these programs are release ${version}.`);
}

function firstExecutable(directories: readonly string[], name: string): string | undefined {
  return directories.map((directory) => join(directory, name)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
