import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOf, scriptOf, stagesOf, wordsOf, type Stage } from './dockerfile.js';

/** Where this machine stands in for the base image: it has the same programs, and what is written lands beside it. */
const prelude = `
set -e
overlay() { # directory, options of the mount
  mkdir -p "$1/root"
  mount -t overlay overlay -o "$2" "$1/root"
  mount --bind /dev "$1/root/dev"
}
copy() { # from, to: as COPY does, which gives all to root
  if [ -d "$1" ]; then mkdir -p "$2" && cp -r --preserve=mode,links --no-dereference "$1/." "$2"
  else
    case "$2" in */) mkdir -p "$2" ;; *) mkdir -p "$(dirname "$2")" ;; esac
    cp --preserve=mode "$1" "$2"
  fi
}
`;

/** The tree that a Dockerfile makes, made by its own lines on this machine, and containers of it in namespaces. Needs root. */
export class Image {
  readonly #work: string;
  readonly last: Stage;

  private constructor(work: string, last: Stage) {
    this.#work = work;
    this.last = last;
  }

  static async build(dockerfile: string, context: string, work: string): Promise<Image> {
    const stages = await stagesOf(dockerfile);
    const script = stages.map(
      (stage) => `
mkdir -p "$work"/${stage.name}/upper "$work"/${stage.name}/work
overlay "$work"/${stage.name} "lowerdir=/,upperdir=$work/${stage.name}/upper,workdir=$work/${stage.name}/work"
${scriptOf(stage, context)}`,
    );
    await mkdir(work, { recursive: true });
    await writeFile(join(work, 'build.sh'), `work=${work}\n${prelude}${script.join('\n')}\n`);
    const built = await run('unshare', ['--mount', 'sh', join(work, 'build.sh')], {
      ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^STL_|^npm_/.test(name))),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
    });
    if (built.code !== 0) throw new Error(`${dockerfile} cannot be built: ${built.output.slice(-4_000)}`);
    const last = stages.at(-1);
    if (last === undefined) throw new Error(`${dockerfile} has no stage`);
    return new Image(work, last);
  }

  /** A path in what the last stage added to the base. */
  path(...names: string[]): string {
    return join(this.#work, this.last.name, 'upper', ...names);
  }

  /** The base and this image on it, read-only, as the image's user without any right; `volumes`: by their place inside. */
  start(
    args: readonly string[],
    { env = {}, volumes = {} }: { env?: NodeJS.ProcessEnv; volumes?: Readonly<Record<string, string>> } = {},
  ): Container {
    const root = join(this.#work, this.last.name);
    const [user = ''] = this.last.instructions.filter(({ name }) => name === 'USER').map(({ rest }) => rest);
    const [uid, gid] = user.split(':');
    const settings = Object.entries({
      PATH: '/usr/local/bin:/usr/bin:/bin',
      ...environmentOf(this.last),
      ...env,
    });
    const mounts = Object.entries(volumes).map(
      ([inside, path]) => `mount --bind ${path} ${root}/root${inside}`,
    );
    const script = `${prelude}
overlay ${root} lowerdir=/,upperdir=${root}/upper,workdir=${root}/work
mount -t proc proc ${root}/root/proc
mount -t tmpfs -o mode=1777 tmpfs ${root}/root/tmp
${mounts.join('\n')}
mount -o remount,ro,bind ${root}/root
exec chroot ${root}/root setpriv --reuid=${uid} --regid=${gid} --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"`;
    const words = [
      ...wordsOf(this.last, 'ENTRYPOINT'),
      ...(args.length > 0 ? args : wordsOf(this.last, 'CMD')),
    ];
    const command = ['env', '-i', ...settings.map(([name, value]) => `${name}=${value}`), ...words];
    return new Container(
      spawn('unshare', ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', script, 'sh', ...command], {
        stdio: ['ignore', 'pipe', 'pipe'],
      }),
    );
  }

  remove(): Promise<void> {
    return rm(this.#work, { recursive: true, force: true });
  }
}

export class Container {
  readonly #process: ChildProcess;
  /** All that it printed so far. */
  output = '';
  readonly ended: Promise<number | null>;

  constructor(child: ChildProcess) {
    this.#process = child;
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (this.output += chunk.toString()));
    this.ended = once(child, 'close').then(([code]) => code as number | null);
  }

  /** To process 1 of the container, as an engine sends it. */
  async signal(name: NodeJS.Signals): Promise<void> {
    const outer = this.#process.pid;
    const children = await readFile(`/proc/${outer}/task/${outer}/children`, 'utf8');
    process.kill(Number(children.trim()), name);
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }
}

/** What a program printed, and how it ended. */
export async function run(
  program: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<{ readonly code: number | null; readonly output: string }> {
  const container = new Container(spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] }));
  return { code: await container.ended, output: container.output };
}
