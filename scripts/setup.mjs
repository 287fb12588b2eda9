// Plain JavaScript: it runs before anything is installed or built.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Node.js 20.19 or newer is needed; this is ${process.versions.node}.`);
  process.exit(1);
}

function digest(files) {
  const hash = createHash('sha256').update(process.versions.modules);
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex');
}

/** Runs a step, shows that it runs, and shows its output only when it fails. Standard output is left to what runs then. */
function step(title, command, args) {
  process.stderr.write(`- ${title} ... `);
  const started = Date.now();
  const run = spawnSync(command, args, { encoding: 'utf8', shell: process.platform === 'win32' });
  if (run.status === 0) {
    console.error(`done (${Math.round((Date.now() - started) / 100) / 10} s)`);
    return;
  }
  console.error('failed');
  process.stderr.write(`${run.error?.message ?? ''}${run.stdout ?? ''}${run.stderr ?? ''}\n`);
  process.exit(1);
}

/** Installs the locked dependencies when they are missing or the lock file has changed. */
export function install() {
  const stamp = 'node_modules/.installed-from';
  const wanted = digest(['package-lock.json', 'package.json']);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  step('installing dependencies (about a minute the first time)', 'npm', [
    'ci',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
  ]);
  writeFileSync(stamp, wanted);
}

/** Compiles when a source file has changed since the last build. */
export function build() {
  const stamp = 'dist/.built-from';
  const wanted = sourceDigest();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  // A file that was renamed or removed must not live on in dist, where the test runner would find it.
  rmSync('dist', { recursive: true, force: true });
  step('compiling', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json']);
  step('checking what browsers run', process.execPath, [
    'node_modules/typescript/bin/tsc',
    '-p',
    'gateway/web/browser/tsconfig.json',
  ]);
  step('bundling for browsers', process.execPath, ['scripts/build-web.mjs']);
  writeFileSync(stamp, wanted);
}

function sourceDigest() {
  const hash = createHash('sha256').update(
    digest(['tsconfig.json', 'gateway/web/browser/tsconfig.json', 'package-lock.json']),
  );
  for (const top of ['chaincode', 'gateway', 'network', 'scripts', 'test']) {
    for (const name of readdirSync(top, { recursive: true }).sort()) {
      if (!/\.(ts|css|mjs)$/.test(name)) continue;
      const { size, mtimeMs } = statSync(`${top}/${name}`);
      hash.update(`${top}/${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}
