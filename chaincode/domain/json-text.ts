/**
 * Where the string that begins at `start` ends: the place of its last quotation mark, or the end of the text. One step a
 * character: a pattern starts over at every quotation mark, and 240 kB of them stop the process for half a minute.
 */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '"') return at;
    if (text[at] === '\\') at++;
  }
  return text.length;
}

/**
 * True where objects and arrays are nested deeper than `depthMax`. It counts brackets outside strings in one pass, since
 * deep nesting would exhaust the parser's stack before a schema sees it.
 */
export function isDeeper(text: string, depthMax: number): boolean {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfString(text, at);
    else if (character === '[' || character === '{') depth++;
    else if (character === ']' || character === '}') depth--;
    if (depth > depthMax) return true;
  }
  return false;
}

/** An object or array whose end was not read yet, and what of it is being read. */
interface Open {
  /** Names so far; an array has none. */
  readonly names?: Set<string>;
  place: string | number;
  /** The next string is a member's name. */
  awaitsName: boolean;
}

/**
 * RFC 6901 pointer to the first member whose name its object has had before; undefined where every name is there once.
 * The text must be JSON. RFC 8259 section 4 leaves open which of two members counts: what one reader checks, another
 * one would not act on.
 */
export function repeatedMember(text: string): string | undefined {
  const open: Open[] = [];
  for (let at = 0; at < text.length; at++) {
    const inner = open.at(-1);
    switch (text.charAt(at)) {
      case '{':
        open.push({ names: new Set(), place: '', awaitsName: true });
        break;
      case '[':
        open.push({ place: 0, awaitsName: false });
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ',':
        if (inner === undefined) break;
        inner.awaitsName = inner.names !== undefined;
        if (typeof inner.place === 'number') inner.place++;
        break;
      case '"': {
        const start = at;
        at = endOfString(text, start);
        if (inner?.awaitsName !== true) break;
        // Parsed: `"\u0061"` is the name `a`.
        const name = JSON.parse(text.slice(start, at + 1)) as string;
        inner.place = name;
        inner.awaitsName = false;
        if (inner.names?.has(name) === true) return pointerTo(open);
        inner.names?.add(name);
      }
    }
  }
  return undefined;
}

const pointerTo = (open: readonly Open[]): string =>
  open.map(({ place }) => `/${String(place).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
