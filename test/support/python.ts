import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * A Python with the packages that a requirements file names, made once and kept beside the installed packages; or, where it
 * cannot be had, why not. `name` is of the folder that it is kept in.
 */
export async function pythonWith(
  name: string,
  requirements: string,
): Promise<{ readonly program: string; readonly bin: string } | { readonly missing: string }> {
  const home = join('node_modules', '.cache', `stl-python-${name}`);
  const bin = join(home, process.platform === 'win32' ? 'Scripts' : 'bin');
  const program = join(bin, 'python');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const ready = join(home, 'ready');
  if (existsSync(ready) && readFileSync(ready, 'utf8') === wanted) return { program, bin };
  try {
    await rm(home, { recursive: true, force: true });
    await mkdir(join(home, '..'), { recursive: true });
    await run('python3', ['-m', 'venv', home], { timeout: 60_000 });
  } catch {
    return { missing: 'python3 with its venv module was not found' };
  }
  try {
    const packages = ['-m', 'pip', 'install', '-q', '--retries', '1', '-r', requirements];
    await run(program, packages, { timeout: 120_000 });
  } catch {
    return { missing: `the packages of ${requirements} could not be installed` };
  }
  await writeFile(ready, wanted);
  return { program, bin };
}
