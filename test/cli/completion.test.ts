import { expect } from 'chai';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { commandGroups } from '../../gateway/cli/command-table.js';
import { requireProgram } from '../support/required.js';
import { stl } from '../support/stl.js';

const commands = Object.values(commandGroups)
  .flat()
  .map(({ name }) => name);
const run = promisify(execFile);

describe('stl completion', function () {
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-completion-'));
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, stdout, stderr } = await stl(['completion', shell]);
      expect(code, stderr).to.equal(0);
      await writeFile(join(dir, shell), stdout);
    }
  });
  after(() => rm(dir, { recursive: true }));

  /** What bash offers for the last of the words. */
  async function inBash(...words: string[]): Promise<readonly string[]> {
    const script = `source "$1"; shift; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _stl; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await run('bash', ['-c', script, '-', join(dir, 'bash'), 'stl', ...words]);
    return stdout.split('\n').filter((line) => line !== '');
  }

  describe('in bash', () => {
    before(function () {
      requireProgram(this, 'bash');
    });

    it('offers all commands, and those that begin so', async () => {
      expect(await inBash('')).to.have.members(commands);
      expect(await inBash('--url', 'http://127.0.0.1:8080', '--json', 'sc')).to.deep.equal(['score']);
      expect(await inBash('--url', '=', 'http', 'sc')).to.deep.equal(['score']);
      expect(await inBash('import', '')).to.have.members(['epcis', 'ledger', 'orders', 'untp']);
    });

    it('offers the options of the command, and those of all', async () => {
      const offered = await inBash('csv', 'order', '--');
      expect(offered).to.include.members(['--map', '--dry-run', '--url', '--json', '--help']);
      expect(offered).to.not.include.members(['--recompute']);
      expect(await inBash('--v')).to.deep.equal(['--version']);
      expect(await inBash('score', '--v')).to.deep.equal([]);
    });

    it('offers the values of closed sets, as arguments and for options', async () => {
      expect(await inBash('csv', 'ord')).to.deep.equal(['order']);
      expect(await inBash('status', 'a-number', '')).to.have.members(['revoke', 'suspend', 'reinstate']);
      expect(await inBash('register', 'a-lab', '--role', 'cert')).to.deep.equal(['certifier']);
      expect(await inBash('attest', 'inspection', '--stage', '=', 'pre')).to.deep.equal(['pre-sale']);
    });

    it('leaves files to bash everywhere else', async () => {
      expect(await inBash('csv', 'order', '')).to.deep.equal([]);
      expect(await inBash('csv', '--map', '')).to.deep.equal([]);
      const { stdout } = await run('bash', ['-c', `source "$1"; complete -p stl`, '-', join(dir, 'bash')]);
      expect(stdout).to.include('-o default');
    });
  });

  it('offers the same in fish, with descriptions', async function () {
    const fish = requireProgram(this, 'fish');
    const offered = async (line: string): Promise<string> =>
      (await run(fish, ['-c', `source ${join(dir, 'fish')}; complete -C '${line}'`])).stdout;
    expect(await offered('stl sco')).to.match(/^score\ta seller's score/m);
    expect(await offered('stl import ')).to.match(/^orders\t/m);
    expect(await offered('stl csv --ma')).to.match(/^--map\t/m);
    expect(await offered('stl register a-lab --role cert')).to.match(/^certifier/m);
    expect(await offered('stl csv ord')).to.match(/^order/m);
    expect(await offered(`stl csv order --map ${dir}/ba`)).to.match(/bash/);
  });

  it('is read by zsh, and offers the same there', async function () {
    const zsh = requireProgram(this, 'zsh');
    // Stands in for what draws the list: no terminal is at hand.
    const script = `
      compdef() { :; }
      _describe() { print -rl -- "\${(P@)2}"; }
      _values() { shift; print -rl -- "$@"; }
      _files() { print files; }
      source "$1"; shift; words=("$@"); CURRENT=$#; _stl`;
    const offered = async (...words: string[]): Promise<string> =>
      (await run(zsh, ['-f', '-c', script, '-', join(dir, 'zsh'), 'stl', ...words])).stdout;
    expect(await offered('')).to.match(/^score:a seller's score/m);
    expect(await offered('--url', 'http://x', 'import', '')).to.match(/^orders:/m);
    expect(await offered('csv', '--')).to.match(/^--map:/m);
    expect(await offered('csv', '')).to.match(/^order$/m);
    expect(await offered('register', 'a-lab', '--role', '')).to.match(/^certifier$/m);
    expect(await offered('csv', 'order', '')).to.equal('files\n');
  });
});
