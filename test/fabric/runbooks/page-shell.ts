import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join, resolve } from 'node:path';
import { findPrograms } from '../../../network/programs.js';

const main = resolve('dist/network/main.js');
const cli = resolve('dist/gateway/cli/main.js');

/**
 * One bash in which a page is followed from its first command to its last, as somebody would in the project's root: functions and
 * variables stay. `stl`, `npx` and `npm run network:...` run what is compiled.
 */
export class PageShell {
  readonly #bash: ChildProcess;
  #printed = '';
  #steps = 0;
  #heard: () => void = () => undefined;

  private constructor(
    bash: ChildProcess,
    readonly root: string,
  ) {
    this.#bash = bash;
    bash.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.#printed += text;
      this.#heard();
    });
    bash.once('close', () => this.#heard());
  }

  /** `root`: a directory in which the network lies in `.run/network`. */
  static async start(root: string): Promise<PageShell> {
    const bin = join(root, 'bin');
    await mkdir(bin, { recursive: true });
    const node = JSON.stringify(process.execPath);
    await command(bin, 'stl', `exec ${node} ${JSON.stringify(cli)} "$@"`);
    // Without what `npm run` prints of itself, nor a build while tests run.
    await command(
      bin,
      'npm',
      `shift; c=\${1#network:}; shift; [ "$1" != -- ] || shift\nexec ${node} ${JSON.stringify(main)} "$c" "$@"`,
    );
    await symlink(resolve('node_modules'), join(root, 'node_modules')).catch(present);
    const path = [bin, dirname(findPrograms().peer), process.env['PATH'] ?? ''].join(delimiter);
    const bash = spawn('bash', ['--norc', '-s'], {
      cwd: root,
      env: { PATH: path, HOME: root, TMPDIR: root },
      stdio: ['pipe', 'pipe', 'ignore'],
      detached: true, // what it starts is ended with it
    });
    return new PageShell(bash, root);
  }

  /** Runs the commands of one block, until the first that fails, and gives all that they printed. */
  async run(commands: string): Promise<{ readonly code: number; readonly printed: string }> {
    const file = join(this.root, `step-${(this.#steps += 1)}.sh`);
    await writeFile(file, commands);
    const end = `--- end of step ${this.#steps}: `;
    this.#printed = '';
    // `set -e` would end the shell, and with it what the page has set: an error ends the block alone.
    const strict = `set -E -o pipefail; trap return ERR`;
    this.#bash.stdin?.write(`${strict}; . ${file} 2>&1; printf '\\n${end}%d\\n' $?\n`);
    for (;;) {
      const at = this.#printed.indexOf(end);
      const code = at < 0 ? undefined : /^(\d+)\n/.exec(this.#printed.slice(at + end.length))?.[1];
      if (code !== undefined) return { code: Number(code), printed: this.#printed.slice(0, at) };
      if (this.#bash.exitCode !== null) throw new Error(`The shell has ended:\n${this.#printed}`);
      await new Promise<void>((heard) => (this.#heard = heard));
    }
  }

  /** Ends the shell and what it still runs. The network's nodes are processes of their own. */
  end(): void {
    if (this.#bash.pid === undefined || this.#bash.exitCode !== null) return;
    process.kill(-this.#bash.pid, 'SIGKILL');
  }
}

async function command(dir: string, name: string, script: string): Promise<void> {
  const file = join(dir, name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
}

function present(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}
