import { CellError } from '../../forms/cell-error.js';
import type { Column } from '../../forms/columns.js';
import { readCountry } from '../../forms/country.js';
import { dateFormats, type DateFormat } from '../../forms/date-format.js';
import { readMoney } from '../../forms/money.js';
import { plainTime } from '../../forms/time-cell.js';
import { TimeZone } from '../../forms/time-zone.js';
import { countryWritings, decimalSigns, type CountryWriting, type DecimalSign } from '../document.js';

const utc = new TimeZone('UTC');
const aTime: Column = {
  name: 'at',
  option: 'at',
  path: ['at'],
  type: 'time',
  required: true,
  description: '',
};

const fits = (attempt: () => unknown): boolean => {
  try {
    attempt();
    return true;
  } catch (error) {
    if (error instanceof CellError) return false;
    throw error;
  }
};

/** How the days and times in some cells can be read. */
export interface TimesSeen {
  /** Every format in which each of them is a day or a time; all of them where there is no cell. */
  readonly formats: readonly DateFormat[];
  readonly haveDays: boolean;
  /** Whether some are times without an offset, which only a zone makes a point in time. */
  readonly haveLocalTimes: boolean;
  /** Whether some are no whole hours. */
  readonly haveMinutes: boolean;
}

export function lookAtTimes(cells: readonly string[]): TimesSeen {
  const formats = dateFormats.filter((dates) =>
    cells.every((cell) => fits(() => plainTime(cell, aTime, { dates, timeZone: utc }))),
  );
  const [dates] = formats;
  if (dates === undefined) return { formats, haveDays: true, haveLocalTimes: true, haveMinutes: false };
  const plain = cells.map((cell) => plainTime(cell, aTime, { dates, timeZone: utc }));
  return {
    formats,
    haveDays: plain.some((time) => !time.includes('T')),
    haveLocalTimes: cells.some((cell) => !fits(() => plainTime(cell, aTime, { dates }))),
    haveMinutes: plain.some((time) => /T\d\d:(?!00:00)/.test(time)),
  };
}

/** Signs that could part the decimals of all amounts. Empty where none fits; undefined where no amount has such a sign. */
export function lookAtAmounts(cells: readonly string[]): readonly DecimalSign[] | undefined {
  const bare = cells.map((cell) => cell.replace(/[\p{L}\p{Sc}\s]/gu, ''));
  if (bare.every((cell) => !/[.,]/.test(cell))) return undefined;
  return decimalSigns.filter((decimals) =>
    bare.every((cell) => fits(() => readMoney(cell, { decimals }, undefined))),
  );
}

/** How countries are written; undefined for what is neither. */
export function lookAtCountries(cells: readonly string[]): CountryWriting | undefined {
  return countryWritings.find((writing) => cells.every((cell) => fits(() => readCountry(cell, writing))));
}

/** The words of a column, each once, in the order of the file. */
export const wordsIn = (cells: readonly string[]): readonly string[] => [...new Set(cells)];

/** Whether sellers are written as `<platform>.<number there>`, and not by the platform's own number alone. */
export const areSellerIds = (cells: readonly string[]): boolean =>
  cells.length > 0 && cells.every((cell) => cell.includes('.'));
