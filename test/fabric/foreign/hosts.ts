import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Ran {
  readonly code: number | null;
  /** Both streams. */
  readonly printed: string;
}

export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

const namespaceHosts = '/etc/netns';

/**
 * Machines of their own: a network namespace each, with addresses and a hosts file, on one switch that has no way out. Needs
 * root. The switch is a namespace too, so that no interface of the real machine changes and no address can be taken.
 */
export class Hosts {
  readonly #ip: string;
  readonly #prefix = `stl-${randomBytes(3).toString('hex')}`;
  readonly #names: readonly string[];
  /** Process groups whose leader was started here. */
  readonly #groups = new Set<number>();
  readonly #removeAtExit = (): void => this.remove();

  /** @param names of each host: the names it answers to, the first its own */
  constructor(ip: string, names: readonly (readonly string[])[]) {
    this.#ip = ip;
    this.#names = names.map(([first]) => first as string);
    process.once('exit', this.#removeAtExit);
    try {
      this.#connect(names);
    } catch (error) {
      this.remove();
      throw error;
    }
  }

  /**
   * Runs a script on a host. What it leaves running ends with `remove`, and must write elsewhere: the script counts as under way
   * while anything holds its output.
   */
  run(host: string, script: string, { cwd, env }: RunOptions): Promise<Ran> {
    return new Promise((resolve, reject) => {
      const child = spawn(
        this.#ip,
        ['netns', 'exec', this.#namespace(host), 'sh', '-euc', `exec 2>&1\n${script}`],
        { cwd, env, stdio: ['ignore', 'pipe', 'ignore'], detached: true },
      );
      if (child.pid !== undefined) this.#groups.add(child.pid);
      let printed = '';
      child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString('utf8')));
      child.once('error', reject);
      child.once('close', (code) => {
        if (child.pid !== undefined && !hasMembers(child.pid)) this.#groups.delete(child.pid);
        resolve({ code, printed });
      });
    });
  }

  /** Ends what runs on the hosts and removes them. */
  remove(): void {
    process.off('exit', this.#removeAtExit);
    for (const group of this.#groups) killGroup(group);
    this.#groups.clear();
    for (const name of [...this.#names, 'switch']) {
      spawnSync(this.#ip, ['netns', 'del', this.#namespace(name)], { stdio: 'ignore' });
      rmSync(join(namespaceHosts, this.#namespace(name)), { recursive: true, force: true });
    }
    try {
      rmdirSync(namespaceHosts);
    } catch {
      // somebody else's are there
    }
  }

  #connect(names: readonly (readonly string[])[]): void {
    const lines = names.map((all, index) => `${address(index)} ${all.join(' ')}`);
    this.#do('netns', 'add', this.#namespace('switch'));
    this.#do('-n', this.#namespace('switch'), 'link', 'add', 'bridge', 'up', 'type', 'bridge');
    this.#names.forEach((name, index) => {
      const namespace = this.#namespace(name);
      this.#do('netns', 'add', namespace);
      const port = `port${index}`;
      const cable = ['link', 'add', port, 'netns', this.#namespace('switch'), 'type', 'veth'];
      this.#do(...cable, 'peer', 'name', 'eth0', 'netns', namespace);
      this.#do('-n', this.#namespace('switch'), 'link', 'set', port, 'up', 'master', 'bridge');
      this.#do('-n', namespace, 'link', 'set', 'lo', 'up');
      this.#do('-n', namespace, 'addr', 'add', `${address(index)}/24`, 'dev', 'eth0');
      this.#do('-n', namespace, 'link', 'set', 'eth0', 'up');
      mkdirSync(join(namespaceHosts, namespace), { recursive: true });
      writeFileSync(
        join(namespaceHosts, namespace, 'hosts'),
        ['127.0.0.1 localhost', ...lines, ''].join('\n'),
      );
    });
  }

  #namespace(name: string): string {
    return `${this.#prefix}-${name}`;
  }

  #do(...args: readonly string[]): void {
    const { status, stderr } = spawnSync(this.#ip, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr}`);
  }
}

/** In namespaces that only know one another, any network will do. */
const address = (index: number): string => `10.20.30.${index + 11}`;

function hasMembers(group: number): boolean {
  try {
    return process.kill(-group, 0);
  } catch {
    return false;
  }
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch {
    // it has ended
  }
}
