import { valuedOptions, type Node } from './words.js';

const pattern = (words: string): string => words.replaceAll(' ', '\\ ');
const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

function described(words: readonly { readonly name: string; readonly description: string }[]): string {
  return words.map(({ name, description }) => quoted(`${name}:${description}`)).join(' ');
}
const values = (set: readonly string[]): string => `_values 'value' ${set.map(quoted).join(' ')}`;

function casesOf(nodes: readonly Node[]): readonly string[] {
  return nodes.flatMap(({ path, commands, options, values: sets }) => [
    ...options.flatMap(({ name, values: set }) =>
      set === undefined ? [] : [`    ${pattern(`${path} ${name}`)}) ${values(set)} ;;`],
    ),
    `    ${pattern(`${path} -`)}) found=(${described(options)}); _describe 'option' found ;;`,
    ...(commands.length > 0
      ? [`    ${pattern(`${path} 0`)}) found=(${described(commands)}); _describe 'command' found ;;`]
      : sets.flatMap((set, i) => (set ? [`    ${pattern(`${path} ${i}`)}) ${values(set)} ;;`] : []))),
  ]);
}

/** A completion for zsh, with descriptions: a file `_stl` on `fpath`, or read by `source`. */
export function zshCompletion(nodes: readonly Node[]): string {
  const paths = nodes.map(({ path }) => path).filter((path) => path !== '');
  return `#compdef stl
# Completion of stl for zsh, made by "stl completion zsh".
_stl_takes_value() {
  case "$1 $2" in
    ${valuedOptions(nodes).map(pattern).join(' | ')}) return 0 ;;
  esac
  return 1
}
_stl() {
  local current="\${words[CURRENT]}" at='' place=0 i=2 word
  local -a found
  while (( i < CURRENT )); do
    word="\${words[i]}"
    case "$word" in
      -*)
        if _stl_takes_value "$at" "$word"; then
          (( i += 1 ))
          (( i >= CURRENT )) && place="$word"
        fi
        ;;
      *)
        case "$at/$word" in
          ${paths.join(' | ')}) at="$at/$word" ;;
          *) (( place += 1 )) ;;
        esac
        ;;
    esac
    (( i += 1 ))
  done
  [[ "$place" != -* && "$current" == -* ]] && place='-'
  case "$at $place" in
${casesOf(nodes).join('\n')}
    *) _files ;;
  esac
}
if [[ "\${funcstack[1]}" = _stl ]]; then _stl "$@"; else compdef _stl stl; fi
`;
}
