import { valuedOptions, type Node } from './words.js';

const pattern = (words: string): string => words.replaceAll(' ', '\\ ');
const list = (words: readonly string[]): string => `words='${words.join(' ')}'`;

/** What stands after a value option, or in place of an argument, by path: nothing where any file may. */
function casesOf(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap(({ path, commands, options, values }) => [
    ...options.flatMap(({ name, values: set }) =>
      set === undefined ? [] : [`    ${pattern(`${path} ${name}`)}) ${list(set)} ;;`],
    ),
    `    ${pattern(`${path} -`)}) ${list(options.map(({ name }) => name))} ;;`,
    ...(commands.length > 0
      ? [`    ${pattern(`${path} 0`)}) ${list(commands.map(({ name }) => name))} ;;`]
      : values.flatMap((set, i) => (set ? [`    ${pattern(`${path} ${i}`)}) ${list(set)} ;;`] : []))),
  ]);
}

/**
 * A completion for bash 3.2 and later. It goes through the words before the cursor: which command they call, and which argument or
 * option value comes next. Where no closed set fits, bash completes files.
 */
export function bashCompletion(nodes: readonly Node[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== '');
  return `# Completion of stl for bash, made by "stl completion bash".
_stl_takes_value() {
  case "$1 $2" in
    ${valuedOptions(nodes).map(pattern).join(' | ')}) return 0 ;;
  esac
  return 1
}
_stl() {
  local current="\${COMP_WORDS[COMP_CWORD]}" path='' place=0 i=1 word words=''
  while [ "$i" -lt "$COMP_CWORD" ]; do
    word="\${COMP_WORDS[i]}"
    case "$word" in
      -*)
        if _stl_takes_value "$path" "$word"; then
          i=$((i + 1))
          # Bash makes words of their own of = signs.
          [ "\${COMP_WORDS[i]}" = '=' ] && i=$((i + 1))
          [ "$i" -ge "$COMP_CWORD" ] && place="$word"
        fi
        ;;
      *)
        case "$path/$word" in
          ${paths.join(' | ')}) path="$path/$word" ;;
          *) place=$((place + 1)) ;;
        esac
        ;;
    esac
    i=$((i + 1))
  done
  case "$place" in -*) ;; *) case "$current" in -*) place='-' ;; esac ;; esac
  [ "$current" = '=' ] && current=''
  case "$path $place" in
${casesOf(nodes).join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _stl stl
`;
}
