import { currencies } from '../../../chaincode/domain/records/currencies.js';
import { CellError } from '../forms/cell-error.js';
import type { Column } from '../forms/columns.js';
import { readCountry } from '../forms/country.js';
import { readMoney } from '../forms/money.js';
import { anyColumnOf } from '../forms/replacement.js';
import { isPromise, plainTime, type TimeReading } from '../forms/time-cell.js';
import { currencyColumnOf } from './derived.js';
import type { Reading, RecordMap } from './record-map.js';

/** Reads a filled cell as a text of one form. `values`: those of its row that were read before, to which what else the cell says is added. Throws CellError. */
export type ReadCell = (text: string, values: Map<string, string>) => string;

/** Stands for a cell that cannot be read and of which that is told: not missing, and without a value. No file holds it. */
export const unread = '\0';

const asWritten: ReadCell = (text) => text;

/** How days and times are written after `cellReader`. */
export const plainTimes = (reading: Reading): TimeReading => ({ ...reading, dates: 'YYYY-MM-DD' });

/**
 * How cells of a column are read: days as `YYYY-MM-DD` and times with their offset (not rounded yet, for the local day is needed for
 * promises), amounts as decimals with a point, countries and currencies as codes. What needs a secret stays as it is.
 */
export function cellReader(
  { constants, kind }: Pick<RecordMap, 'constants' | 'kind'>,
  name: string,
  reading: Reading,
): ReadCell {
  const currencyColumn = currencyColumnOf(name);
  if (currencyColumn !== undefined) {
    return (text, values) => {
      const said = values.get(currencyColumn) ?? constants.get(currencyColumn);
      // That the currency cannot be read is told; what the amount says of it cannot be compared.
      if (said === unread)
        return readMoney(text.replace(/\p{Sc}|\b[A-Z]{3}\b/giu, ''), reading, undefined).amount;
      const { amount, currency } = readMoney(text, reading, said);
      if (currency !== undefined && said === undefined) values.set(currencyColumn, currency);
      return amount;
    };
  }
  const column = anyColumnOf(kind).find((one) => one.name === name);
  if (column === undefined) return asWritten;
  if (column.type === 'time' || column.type === 'hour') return timeReader(column, reading);
  if (/(^|\.)(country|jurisdiction)$/.test(name)) return (text) => readCountry(text, reading.countries);
  if (/(^|\.)jurisdictions$/.test(name)) return (text) => text.toUpperCase();
  if (/(^|\.)currency$/.test(name)) return readCurrency;
  return asWritten;
}

function timeReader(column: Column, reading: Reading): ReadCell {
  return (text) => {
    const written = plainTime(text, column, reading);
    const time = reading.midnight === 'day' ? written.replace(/T00:00:00.*$/, '') : written;
    const isDay = !time.includes('T');
    if (isDay && isPromise(column) && reading.timeZone === undefined && reading.promiseDays !== 'utc') {
      throw new CellError(
        'a day of no zone, of a promise; say where it ends: "timeZone": "America/Denver" in the map, for example, or "UTC"',
      );
    }
    return time;
  };
}

function readCurrency(text: string): string {
  const code = text.trim().toUpperCase();
  if (currencies.has(code)) return code;
  throw new CellError('not a currency of ISO 4217, as EUR');
}
