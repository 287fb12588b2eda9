import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const home = join('node_modules', '.cache', 'stl-python-examples');
const program = join(home, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
const ready = join(home, 'ready');

/**
 * A Python with the packages of docs/examples/requirements.txt, made once and kept beside the installed
 * packages; or, where it cannot be had, why not.
 */
export async function examplePython(): Promise<{ readonly program: string } | { readonly missing: string }> {
  if (existsSync(ready)) return { program };
  try {
    await rm(home, { recursive: true, force: true });
    await mkdir(join(home, '..'), { recursive: true });
    await run('python3', ['-m', 'venv', home], { timeout: 60_000 });
  } catch {
    return { missing: 'python3 with its venv module was not found' };
  }
  try {
    const packages = ['-m', 'pip', 'install', '-q', '--retries', '1', '-r', 'docs/examples/requirements.txt'];
    await run(program, packages, { timeout: 120_000 });
  } catch {
    return { missing: 'the Python packages rfc8785 and cryptography could not be installed' };
  }
  await writeFile(ready, '');
  return { program };
}
