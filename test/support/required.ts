import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where a system keeps programs for its administrator, which a plain user's `PATH` leaves out. */
const administrators = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The path of a program of the system; undefined where `PATH` has none of that name that may be run. */
function findProgram(name: string): string | undefined {
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), ...administrators];
  return directories.map((directory) => join(directory || '.', name)).find(mayRun);
}

function mayRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/**
 * The path of a program that a test cannot do without. Where it is missing the test, or in a hook all tests of the suite, are
 * skipped and say so; with `STL_OPERATIONS_REQUIRED` they fail. `fromPackage`: the system's package that brings the program.
 */
export function requireProgram(context: Mocha.Context, name: string, fromPackage = name): string {
  return findProgram(name) ?? skipFor(context, `${name} is missing: install the package ${fromPackage}`);
}

/** Skips for want of what is no program, such as a library or a right; with `STL_OPERATIONS_REQUIRED` it fails. */
export function skipFor(context: Mocha.Context, lack: string): never {
  if (process.env['STL_OPERATIONS_REQUIRED']) throw new Error(lack);
  process.stderr.write(`    ${lack}\n`);
  return context.skip();
}
