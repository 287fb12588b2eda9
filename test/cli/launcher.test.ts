import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect } from 'chai';

const program = (words: string): string =>
  `console.log(${JSON.stringify(words)}, process.cwd(), ...process.argv.slice(2));\n`;

/** What "npm start" makes where there is no ledger. */
const creating = 'console.log(process.env.STL_CREATE, ...process.argv.slice(2));\n';

/** Stands for the real one, which takes a minute. */
const setup = (built: string): string => `
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
process.chdir(fileURLToPath(new URL('..', import.meta.url)));
export const install = () => mkdirSync('node_modules', { recursive: true });
export function build() {
  mkdirSync('dist/gateway/cli', { recursive: true });
  writeFileSync('dist/gateway/cli/main.js', ${JSON.stringify(built)});
}
`;

describe('npx stl', function () {
  let clone: string;
  before(async () => {
    clone = await realpath(await mkdtemp(join(tmpdir(), 'stl-clone-')));
    const { name, version, type, bin } = JSON.parse(await readFile('package.json', 'utf8')) as Record<
      string,
      unknown
    >;
    await writeFile(join(clone, 'package.json'), JSON.stringify({ name, version, type, bin }));
    await mkdir(join(clone, 'scripts'));
    for (const name of ['stl.mjs', 'start.mjs'])
      await copyFile(join('scripts', name), join(clone, 'scripts', name));
    await writeFile(join(clone, 'scripts/setup.mjs'), setup(program('first build')));
    await writeFile(join(clone, 'tsconfig.json'), '{}');
  });
  after(() => rm(clone, { recursive: true }));

  async function npxStl(...words: string[]): Promise<string> {
    const env = { ...process.env, npm_config_cache: join(clone, 'npm-cache'), npm_config_offline: 'true' };
    const cwd = join(clone, 'scripts');
    const { stdout } = await promisify(execFile)('npx', ['stl', ...words], { cwd, env });
    return stdout;
  }

  it('is ready to be run in every clone', async () => {
    expect((await stat('scripts/stl.mjs')).mode & 0o111).to.equal(0o111);
  });

  it('works before the first build, which it makes, and after each later one', async () => {
    expect(await npxStl('score', '--json')).to.equal(`first build ${join(clone, 'scripts')} score --json\n`);
    const main = join(clone, 'dist/gateway/cli/main.js');
    await rm(main);
    await writeFile(main, program('later build'));
    expect(await npxStl('score')).to.equal(`later build ${join(clone, 'scripts')} score\n`);
  });

  it('is not needed for a first look: "npm start" makes a demonstration, unless it is told not to', async () => {
    await writeFile(join(clone, 'scripts/setup.mjs'), setup(creating));
    const start = async (settings: NodeJS.ProcessEnv): Promise<string> => {
      const env = { PATH: process.env['PATH'], ...settings };
      const { stdout } = await promisify(execFile)(process.execPath, ['scripts/start.mjs', '--json'], {
        ...{ cwd: clone, env },
      });
      return stdout.trim().split('\n').at(-1) ?? '';
    };
    expect(await start({})).to.equal('demo start --json');
    expect(await start({ STL_CREATE: 'never' })).to.equal('never start --json');
  });
});
