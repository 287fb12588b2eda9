import type { Command, Option } from 'commander';

/** What can be typed after one command of the tree. */
export interface Node {
  /** The words that lead to it, each after a slash: '' for `stl`, `/import/orders`. */
  readonly path: string;
  readonly commands: readonly Described[];
  readonly options: readonly OptionWords[];
  /** The closed sets that its arguments are of, by position; undefined for any text, and so for a file. */
  readonly values: readonly (readonly string[] | undefined)[];
}

interface Described {
  readonly name: string;
  readonly description: string;
}

export interface OptionWords extends Described {
  /** Whether a value follows. */
  readonly takesValue: boolean;
  /** The closed set that the value is of; undefined for any text, and so for a file. */
  readonly values: readonly string[] | undefined;
}

/** Every command of the tree, whole: each takes its parents' options, too, as commander parses them. */
export function nodesOf(program: Command): readonly Node[] {
  return nodesBelow(program, '', []);
}

function nodesBelow(command: Command, path: string, inherited: readonly OptionWords[]): readonly Node[] {
  const options = [...command.options.map(wordsOf), ...inherited];
  const inner = command.commands.filter((sub) => sub.name() !== 'help');
  const node: Node = {
    path,
    commands: inner.map((sub) => ({ name: sub.name(), description: sub.description() })),
    options: [
      ...options,
      { name: '--help', description: 'show its help', takesValue: false, values: undefined },
    ],
    values: command.registeredArguments.map(({ argChoices }) => argChoices),
  };
  // `--version` is of `stl` alone.
  const passedOn = options.filter(({ name }) => name !== '--version');
  return [node, ...inner.flatMap((sub) => nodesBelow(sub, `${path}/${sub.name()}`, passedOn))];
}

const wordsOf = (option: Option): OptionWords => ({
  name: option.long ?? option.flags,
  description: option.description,
  takesValue: option.required || option.optional,
  values: option.argChoices,
});

/** Paths and names as shells match them in `case`: `path option`. */
export const valuedOptions = (nodes: readonly Node[]): readonly string[] =>
  nodes.flatMap(({ path, options }) =>
    options.filter(({ takesValue }) => takesValue).map(({ name }) => `${path} ${name}`),
  );
