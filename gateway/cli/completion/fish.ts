import { valuedOptions, type Node } from './words.js';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

function linesOf({ path, commands, options, values }: Node): readonly string[] {
  const at = (place: string): string => `complete -c stl -n ${quoted(`__stl_at '${path}' ${place}`)}`;
  return [
    ...options.map(({ name, description, takesValue, values: set }) => {
      const value = set === undefined ? (takesValue ? '-r -F' : '') : `-x -a ${quoted(set.join(' '))}`;
      return `complete -c stl -n ${quoted(`__stl_at '${path}'`)} -l ${name.replace(/^--/, '')} ${value} -d ${quoted(description)}`;
    }),
    ...commands.map(({ name, description }) => `${at('0')} -f -a ${name} -d ${quoted(description)}`),
    ...values.flatMap((set, i) => (set ? [`${at(String(i))} -f -a ${quoted(set.join(' '))}`] : [])),
  ];
}

/** A completion for fish, with descriptions. Where no closed set fits, fish completes files. */
export function fishCompletion(nodes: readonly Node[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== '');
  return `# Completion of stl for fish, made by "stl completion fish".
# True where the words before the cursor call the command at $argv[1] and, where it is given, $argv[2] arguments stand already.
function __stl_at
    set -l path ''
    set -l place 0
    set -l skip 0
    for word in (commandline -opc)[2..]
        if test $skip = 1
            set skip 0
        else if string match -q -- '-*' $word
            contains -- "$path $word" ${valuedOptions(nodes).map(quoted).join(' ')}; and set skip 1
        else if contains -- "$path/$word" ${paths.join(' ')}
            set path $path/$word
        else
            set place (math $place + 1)
        end
    end
    test "$path" = "$argv[1]"; and begin
        test (count $argv) = 1; or test $place = $argv[2]
    end
end
${nodes.flatMap(linesOf).join('\n')}
`;
}
