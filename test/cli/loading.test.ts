import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { stlProgram } from '../../gateway/cli/program.js';
import { stl } from '../support/stl.js';

describe('what stl loads', () => {
  let coverage: string;
  beforeEach(async () => {
    coverage = await mkdtemp(join(tmpdir(), 'stl-loading-'));
  });
  afterEach(() => rm(coverage, { recursive: true }));

  /** The files and packages that a run loads, as V8 lists them: `gateway/cli/main.js`, `commander`. */
  async function loadedBy(...args: string[]): Promise<Set<string>> {
    const { code, stderr } = await stl(args, { env: { NODE_V8_COVERAGE: coverage } });
    expect(code, stderr).to.equal(0);
    const loaded = new Set<string>();
    for (const name of await readdir(coverage)) {
      const { result } = JSON.parse(await readFile(join(coverage, name), 'utf8')) as {
        readonly result: readonly { readonly url: string }[];
      };
      for (const { url } of result) {
        const [, library] = /\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url) ?? [];
        const [, own] = /\/dist\/(.*)$/.exec(url) ?? [];
        if (library !== undefined) loaded.add(library);
        else if (own !== undefined) loaded.add(own);
      }
    }
    return loaded;
  }

  const ofCommands = (loaded: ReadonlySet<string>): string[] =>
    [...loaded].filter((file) => file.startsWith('gateway/cli/commands/'));

  it('is no command, no part of the gateway and one library, for the list of commands', async () => {
    const loaded = await loadedBy('--help');
    expect(loaded).to.include('gateway/cli/program.js').and.include('commander');
    const others = [...loaded].filter((file) => !/^(commander$|gateway\/cli\/(frame\/|[^/]+$))/.test(file));
    expect(others).to.deep.equal([]);
  });

  for (const args of [
    ['config', '--help'],
    ['help', 'config'],
    ['--url', 'score', '--data-dir=start', '--json', 'config', '--help'],
  ]) {
    it(`is the one command that is called: ${args.join(' ')}`, async () => {
      expect(ofCommands(await loadedBy(...args))).to.deep.equal(['gateway/cli/commands/running/config.js']);
    });
  }

  it('says in the list of commands what each command says of itself, once and in the same order', async () => {
    const listed = await stlProgram({ calledBy: [] });
    const whole = await stlProgram('every command');
    const shown = ({ commands }: typeof listed): readonly (readonly [name: string, text: string])[] =>
      commands.map((command) => [command.name(), command.description()]);
    expect(shown(listed)).to.deep.equal(shown(whole));
    expect(whole.helpInformation()).to.equal(listed.helpInformation());
  });

  it('leaves what is wrong with a call to the command line to say', async () => {
    for (const [args, message] of [
      [['--url'], /option '--url <url>' argument missing/],
      [['scor'], /unknown command 'scor'\n\(Did you mean score\?\)/],
      [['--key', 'k', 'score', 'x'], /unknown option '--key'/],
    ] as const) {
      const { code, stderr } = await stl(args);
      expect(stderr).to.match(message);
      expect(code).to.equal(2);
    }
  });
});
