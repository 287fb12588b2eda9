import { addDecimals, readMoney, shareOf } from '../forms/money.js';
import type { Reading } from '../maps/record-map.js';
import type { SourceRow } from '../tables/source.js';

/** The sellers of one thing, such as an order, each once, with the sum of what each has sold of it. */
export type Worths = readonly (readonly [seller: string, worth: string])[];

/** What a further row says. Throws CellError. */
export function addWorth(
  worths: Worths,
  seller: string,
  amounts: readonly string[],
  reading: Reading,
): Worths {
  if (seller === '') return worths;
  const more = amounts.map((text) => decimal(text, reading)).reduce(addDecimals, '0');
  const isNew = worths.every(([known]) => known !== seller);
  const all: Worths = isNew ? [...worths, [seller, '0']] : worths;
  return all.map(([known, worth]) => [known, known === seller ? addDecimals(worth, more) : worth]);
}

/** The row once for each seller, who is its last cell, with its share of the amounts in the places `divided`. Throws CellError. */
export function sharesOf(
  row: SourceRow,
  worths: Worths,
  divided: readonly number[],
  reading: Reading,
): readonly SourceRow[] {
  const whole = worths.map(([, worth]) => worth).reduce(addDecimals, '0');
  return worths.flatMap(([seller, worth]) => {
    const cells = [...row.cells, seller];
    for (const place of divided) cells[place] = shareOf(decimal(cells[place] ?? '', reading), worth, whole);
    // Nothing was paid to this one.
    const isNothing = divided.length > 0 && divided.every((place) => cells[place] === '0');
    return isNothing ? [] : [{ ...row, cells }];
  });
}

const decimal = (text: string, reading: Reading): string =>
  text === '' ? '0' : readMoney(text, reading, undefined).amount;
