import { currencies } from '../../../chaincode/domain/records/currencies.js';
import { isTimeZone, TimeZone } from '../forms/time-zone.js';
import type { CsvDocument } from './document.js';
import { pointerPart, type MapMistake } from './document-check.js';
import type { Reading } from './record-map.js';

/** What the schema cannot say of members about reading. */
export function readingMistakes({ symbols = {}, timeZone }: CsvDocument): MapMistake[] {
  const mistakes = Object.entries(symbols)
    .filter(([, currency]) => !currencies.has(currency))
    .map(([symbol]) => ({
      pointer: `/symbols/${pointerPart(symbol)}`,
      reason: 'not a currency of ISO 4217, as EUR',
    }));
  if (timeZone === undefined || isTimeZone(timeZone)) return mistakes;
  const reason = 'must be a name of the IANA time zones with its region, as "America/Denver", or "UTC"';
  return [...mistakes, { pointer: '/timeZone', reason }];
}

export function readingOf(document: CsvDocument): Reading {
  const {
    countries,
    dates = 'YYYY-MM-DD',
    decimals,
    hours,
    midnight,
    optional = [],
    symbols = {},
    timeZone,
  } = document;
  return {
    dates,
    hours,
    midnight,
    decimals,
    countries,
    optional: new Set(optional),
    symbols: new Map(
      Object.entries(symbols).map(([symbol, currency]) => [
        symbol.replace(/\s/g, '').toLowerCase(),
        currency,
      ]),
    ),
    timeZone: timeZone === undefined ? undefined : new TimeZone(timeZone),
  };
}
