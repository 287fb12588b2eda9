import { hourSeconds, parseTime } from '../../../../../chaincode/domain/time.js';
import type { Product } from '../../../../../chaincode/domain/records/common.js';
import type { Column } from './columns.js';

/** How a spreadsheet writes dates. A date that could be read two ways is never guessed. */
export const dateFormats = ['YYYY-MM-DD', 'DD.MM.YYYY', 'DD/MM/YYYY', 'MM/DD/YYYY'] as const;
export type DateFormat = (typeof dateFormats)[number];

/** A value that cannot be read. The message completes "column X: ...". */
export class CellError extends Error {}

function isoDate(text: string, format: DateFormat): string | undefined {
  const numbers = /^([0-9]{1,4})[-./]([0-9]{1,2})[-./]([0-9]{1,4})$/.exec(text);
  const separator = format.replace(/[A-Z]/g, '')[0];
  if (!numbers || !text.includes(separator as string)) return undefined;
  const names = format.split(separator as string);
  const part = (name: string): string => numbers[names.indexOf(name) + 1] ?? '';
  // 26 is not the year 26, and no program should guess the century.
  if (part('YYYY').length !== 4) return undefined;
  return `${part('YYYY')}-${part('MM').padStart(2, '0')}-${part('DD').padStart(2, '0')}`;
}

/** Earlier years, and those of a later decade, are slips of a pen more often than facts, and what is signed stays. */
const earliestYear = 1990;
const yearsAhead = 10;

/** A day alone means its start, or its end where something ends. */
function time(text: string, { name, type }: Column, format: DateFormat): string {
  const date = isoDate(text, format);
  const end = type === 'time' ? '23:59:59' : '23:00:00';
  const full = date === undefined ? text : `${date}T${/(Until|By)$/.test(name) ? end : '00:00:00'}Z`;
  const seconds = parseTime(full);
  const example = type === 'time' ? '2027-12-31T23:59:59Z' : '2027-12-31T23:00:00Z';
  if (seconds === undefined) {
    const isWritten = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(full);
    throw new CellError(
      isWritten ? 'there is no such day or time' : `not a date; write it as ${format}, or as ${example}`,
    );
  }
  if (type === 'hour' && seconds % hourSeconds !== 0)
    throw new CellError(`not a whole hour; write it as ${format}, or as ${example}`);
  const year = Number(full.slice(0, 4));
  const latestYear = new Date().getUTCFullYear() + yearsAhead;
  if (year >= earliestYear && year <= latestYear) return full;
  throw new CellError(`the year ${year} is not between ${earliestYear} and ${latestYear}`);
}

const listOf = (text: string): string[] => text.split(/[;,\s]+/).filter((item) => item !== '');

function products(text: string): Product[] {
  return listOf(text).map((number) => {
    // Eight digits may be a GTIN or a tariff code: whoever means the latter says so.
    const [, tariff] = /^tariff:([0-9]{6,10})$/.exec(number) ?? [];
    if (tariff !== undefined) return { tariff };
    if (/^[0-9]{6}$/.test(number)) return { hs: number };
    if (/^[0-9]{8}$|^[0-9]{12,14}$/.test(number)) return { gtin: number };
    throw new CellError(
      'each product is a GTIN (8, 12, 13 or 14 digits), an HS code (6 digits) or a tariff code as tariff:9503007000',
    );
  });
}

/** Reads what a person wrote as the record's value. Throws CellError. */
export function readCell(column: Column, text: string, format: DateFormat): unknown {
  switch (column.type) {
    case 'integer':
      if (/^-?[0-9]{1,15}$/.test(text)) return Number(text);
      throw new CellError('not a whole number');
    case 'time':
    case 'hour':
      return time(text, column, format);
    case 'list':
      return listOf(text);
    case 'products':
      return column.name === 'products' ? products(text) : products(text)[0];
    case 'yes':
      if (text === 'yes') return true;
      throw new CellError('write yes, or leave it empty');
    case 'text':
      if (!column.choices || column.choices.includes(text)) return text;
      throw new CellError(`not one of: ${column.choices.join(', ')}`);
  }
}
