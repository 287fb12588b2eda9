import { readFile } from 'node:fs/promises';

/** One instruction, with its continuation lines joined. */
export interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** From one FROM to the next. */
export interface Stage {
  /** Its name, else its number. */
  readonly name: string;
  readonly instructions: readonly Instruction[];
}

/** What of Dockerfiles the two of this project use, and no more: others throw. */
export async function stagesOf(path: string): Promise<Stage[]> {
  const text = (await readFile(path, 'utf8')).replace(/^#.*\n/gm, '').replace(/\\\n/g, ' ');
  const stages: { name: string; instructions: Instruction[] }[] = [];
  for (const line of text.split('\n')) {
    const [, name = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    if (name === '' && line.trim() !== '') throw new Error(`not understood: ${line}`);
    if (name === '' || (name === 'ARG' && stages.length === 0)) continue;
    if (name === 'FROM') {
      const [, as = String(stages.length)] = /\sAS\s+(\S+)$/.exec(rest) ?? [];
      stages.push({ name: as, instructions: [] });
    } else {
      stages.at(-1)?.instructions.push({ name, rest });
    }
  }
  return stages;
}

export const textsOf = (stage: Stage, name: string): string[] =>
  stage.instructions.filter((one) => one.name === name).map(({ rest }) => rest);

/** `ENTRYPOINT` or `CMD` in its exec form: without a shell between the program and its signals. */
export const wordsOf = (stage: Stage, name: string): string[] =>
  JSON.parse(textsOf(stage, name).at(-1) ?? '[]') as string[];

/** The settings of ENV. */
export const environmentOf = (stage: Stage): NodeJS.ProcessEnv =>
  Object.fromEntries(
    textsOf(stage, 'ENV').flatMap((rest) =>
      rest.split(/\s+/).map((pair) => pair.split('=') as [string, string]),
    ),
  );

const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** A shell script that carries a stage out in `$work/<stage>/root`, which holds the base already. */
export function scriptOf(stage: Stage, context: string): string {
  let directory = '/';
  const root = `"$work"/${stage.name}/root`;
  const lines = stage.instructions.map(({ name, rest }) => {
    if (name === 'WORKDIR') {
      directory = rest;
      return `mkdir -p ${root}${rest}`;
    }
    // As in a build, nothing of ENV is known to it but what stands there; proxies and authorities are those of this machine.
    if (name === 'RUN') return `chroot ${root} sh -ec ${quoted(`cd ${directory}\n${rest}`)}`;
    if (name === 'COPY') return copy(rest, root, directory, context);
    return '';
  });
  return lines.filter((line) => line !== '').join('\n');
}

function copy(rest: string, root: string, directory: string, context: string): string {
  const [, from, words = ''] = /^(?:--from=(\S+)\s+)?(.*)$/.exec(rest) ?? [];
  const names = words.split(/\s+/);
  const target = names.pop() ?? '';
  const destination = `${root}${target.startsWith('/') ? target : `${directory}/${target}`}`;
  const base = from === undefined ? quoted(context) : `"$work"/${from}/root`;
  return names.map((name) => `copy ${base}/${name} ${destination}`).join('\n');
}
