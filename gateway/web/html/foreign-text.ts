import { html, type Markup } from './html.js';

const charactersMax = 80;
/** Control, format (bidi, zero-width), private and unpaired characters: they change what the eye reads. */
const unseenCharacters = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u3164\uffa0]/gu;

/** Text that others chose, made safe to read: unseen characters are written out, as `[U+202E]`, and what is too long is cut. */
export function readable(text: string): string {
  // Cut before anything else, so that a name of megabytes costs no more than a short one.
  const characters = Array.from(text.slice(0, 2 * charactersMax + 2));
  const head = characters.slice(0, charactersMax).join('');
  const seen = head.replace(unseenCharacters, (character) => {
    const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    return `[U+${code}]`;
  });
  return characters.length > charactersMax ? `${seen}…` : seen;
}

/** The same in an element of its own direction, so that it cannot turn the words around it. */
export const foreign = (text: string): Markup => html`<bdi>${readable(text)}</bdi>`;
