/** Markup that is safe to send: made only by `html`, which escapes everything that is not markup already. */
export class Markup {
  constructor(readonly text: string) {}
}

type Part = Markup | string | number | false | undefined | readonly Part[];

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? '');

function textOf(part: Part): string {
  if (part === undefined || part === false) return '';
  if (part instanceof Markup) return part.text;
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return part.map(textOf).join('');
}

/** Stops markup in a seller's name from becoming markup of the page: every value is escaped, in text and attributes. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Markup {
  return new Markup(strings.map((text, i) => text + textOf(parts[i])).join(''));
}

/** Data for machines. A `</script>` inside a value would end the block, so `<` is written as JSON allows it to be. */
export function dataBlock(type: string, value: unknown, id?: string): Markup {
  const json = JSON.stringify(value).replaceAll('<', '\\u003c');
  const named = id === undefined ? '' : ` id="${escaped(id)}"`;
  return new Markup(`<script type="${escaped(type)}"${named}>${json}</script>`);
}
