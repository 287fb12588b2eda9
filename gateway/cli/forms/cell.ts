import type { Product } from '../../../chaincode/domain/records/common.js';
import { CellError } from './cell-error.js';
import type { Column } from './columns.js';
import { readTime, type TimeReading } from './time-cell.js';

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
export function readCell(column: Column, text: string, times: TimeReading): unknown {
  switch (column.type) {
    case 'integer':
      if (/^-?[0-9]{1,15}$/.test(text)) return Number(text);
      throw new CellError('not a whole number');
    case 'time':
    case 'hour':
      return readTime(text, column, times);
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
