import { expect } from 'chai';
import { stlProgram } from '../../gateway/cli/program.js';
import { packageOf, scriptsLoaded } from '../support/loaded.js';
import { stl } from '../support/stl.js';

describe('what stl loads', () => {
  /** The files and packages that a run loads: `gateway/cli/main.js`, `commander`. */
  async function loadedBy(...args: string[]): Promise<Set<string>> {
    const urls = await scriptsLoaded(async (env) => {
      const { code, stderr } = await stl(args, { env });
      expect(code, stderr).to.equal(0);
    });
    const loaded = urls.map((url) => packageOf(url) ?? /\/dist\/(.*)$/.exec(url)?.[1]);
    return new Set(loaded.filter((name) => name !== undefined));
  }

  it('is no command, no part of the gateway and one library, for the list of commands', async () => {
    const loaded = await loadedBy('--help');
    expect(loaded).to.include('gateway/cli/program.js').and.include('commander');
    const others = [...loaded].filter(
      (file) => !/^(commander$|gateway\/cli\/(frame\/|[^/]+$)|gateway\/data-dir\/program-version)/.test(file),
    );
    expect(others).to.deep.equal([]);
  });

  for (const args of [
    ['config', '--help'],
    ['help', 'config'],
    ['--url', 'score', '--data-dir=start', '--json', 'config', '--help'],
  ]) {
    it(`is the one command that is called: ${args.join(' ')}`, async () => {
      const loaded = [...(await loadedBy(...args))];
      expect(loaded.filter((file) => file.startsWith('gateway/cli/commands/'))).to.deep.equal([
        'gateway/cli/commands/running/config.js',
      ]);
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
