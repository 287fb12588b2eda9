import type { Json, JsonObject } from '../../../chaincode/domain/canonical.js';

/** As much of a JSON Schema as says what members are for. */
export interface Described {
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Described>>;
  readonly items?: Described;
}

/** Comments by RFC 6901 pointer: what is to be said of a member besides what its schema says. */
export type Notes = Readonly<Record<string, string>>;

/**
 * JSON with a comment above each member that says what it is for, by its schema. `heading`: lines above the whole.
 * `parseCommented` reads it again.
 */
export function writeCommented(
  value: JsonObject,
  schema: Described,
  { heading = [], notes = {} }: { readonly heading?: readonly string[]; readonly notes?: Notes } = {},
): string {
  const lines = [...heading.map((line) => `// ${line}`.trimEnd()), ...valueLines(value, schema, notes, '')];
  return `${lines.join('\n')}\n`;
}

const shortCharacters = 100;

function valueLines(value: Json, schema: Described, notes: Notes, pointer: string): string[] {
  const flat = JSON.stringify(value);
  const isPlain = !Object.keys(notes).some((at) => at.startsWith(`${pointer}/`));
  if (typeof value !== 'object' || value === null || flat === '{}' || flat === '[]') return [flat];
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    const isFlat = items.every((item) => typeof item !== 'object' || item === null);
    if (isFlat && isPlain && flat.length <= shortCharacters) return [spaced(items)];
    const inner = items.map((item, i) => valueLines(item, schema.items ?? {}, notes, `${pointer}/${i}`));
    return bracketed('[', inner, ']');
  }
  const members = Object.entries(value as JsonObject).map(([name, member]) => {
    const at = `${pointer}/${name}`;
    const own = schema.properties?.[name] ?? {};
    const [first = '', ...rest] = valueLines(member, own, notes, at);
    const said = [own.description, notes[at]].flatMap((text) => text?.split('\n') ?? []);
    return [...said.map((line) => `// ${line}`), `${JSON.stringify(name)}: ${first}`, ...rest];
  });
  return bracketed('{', members, '}');
}

const spaced = (items: readonly Json[]): string =>
  `[${items.map((item) => JSON.stringify(item)).join(', ')}]`;

function bracketed(open: string, blocks: readonly (readonly string[])[], close: string): string[] {
  const inner = blocks.flatMap((block, i) => {
    const ended = i === blocks.length - 1 ? block : [...block.slice(0, -1), `${block.at(-1) ?? ''},`];
    return ended.map((line) => `  ${line}`);
  });
  return [open, ...inner, close];
}
