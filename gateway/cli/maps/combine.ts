import { addDecimals } from '../forms/money.js';
import { unread } from './cell-text.js';
import { currencyColumnOf } from './derived.js';
import type { Combine } from './document.js';
import type { Entry } from './entries.js';
import type { RecordMap } from './record-map.js';

/** Stands for the sum of amounts of several currencies. No file holds it. */
export const mixed = `${unread}mixed`;
const marks = [unread, mixed];

/** The texts of several cells become one; each is of the form that entries have. */
const combined: Readonly<Record<Combine, (texts: readonly [string, ...string[]]) => string>> = {
  first: ([first]) => first,
  last: (texts) => texts.at(-1) ?? texts[0],
  sum: (texts) => texts.reduce(addDecimals),
  earliest: (texts) => texts.reduce((best, one) => (Date.parse(one) < Date.parse(best) ? one : best)),
  latest: (texts) => texts.reduce((best, one) => (Date.parse(one) > Date.parse(best) ? one : best)),
};

/** What all rows of one key say of a record, constants included. The entries stand in the order of their rows. */
export function combineEntries(
  record: RecordMap,
  entries: readonly Pick<Entry, 'values'>[],
): ReadonlyMap<string, string> {
  const texts = new Map<string, [string, ...string[]]>();
  for (const { values } of entries) {
    for (const [column, text] of values) {
      const before = texts.get(column);
      if (before === undefined) texts.set(column, [text]);
      else before.push(text);
    }
  }
  const values = new Map(record.constants);
  for (const [column, cells] of texts) {
    const how = record.combine.get(column) ?? 'first';
    const currencies = new Set(how === 'sum' ? texts.get(currencyColumnOf(column) ?? '') : []);
    const mark = marks.find((one) => cells.includes(one)) ?? (currencies.size > 1 ? mixed : undefined);
    values.set(column, mark ?? combined[how](cells));
  }
  return values;
}
