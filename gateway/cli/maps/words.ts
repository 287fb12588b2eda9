import type { Words } from './record-map.js';

/** As words are compared where they are not exactly the same. */
export const plainWord = (text: string): string => text.trim().toLowerCase();

/** What a cell says once its word is replaced; empty where nothing is written. */
export function wordOf(words: Words | undefined, cell: string): string {
  if (cell === '' || words === undefined) return cell;
  return words.exact.get(cell) ?? words.plain.get(plainWord(cell)) ?? words.others ?? cell;
}

/** `"*"` in a table catches all words that it does not name. */
export function wordsOf(table: Readonly<Record<string, string>>): Words {
  const { '*': others, ...named } = table;
  const exact = new Map(Object.entries(named));
  return {
    exact,
    plain: new Map([...exact].map(([word, becomes]) => [plainWord(word), becomes])),
    others,
  };
}
