import type { Defect } from '../errors.js';
import { parseTime } from '../time.js';
import type { Product } from './common.js';
import { countries } from './countries.js';
import { currencies } from './currencies.js';
import { gtinIsValid } from './gtin.js';

/** Collects what is wrong with one record; allocates nothing for a record without defects. */
export class Findings {
  list: Defect[] | undefined;

  refuseIf(wrong: boolean, pointer: string, reason: string): void {
    if (wrong) (this.list ??= []).push({ code: 'record_semantics', reason, pointer });
  }

  time(value: string, pointer: string): void {
    this.refuseIf(parseTime(value) === undefined, pointer, 'no such date or time');
  }

  country(value: string | undefined, pointer: string): void {
    this.refuseIf(value !== undefined && !countries.has(value), pointer, 'not an ISO 3166-1 alpha-2 code');
  }

  currency(value: string, pointer: string): void {
    this.refuseIf(!currencies.has(value), pointer, 'not an ISO 4217 code');
  }

  product(value: Product | undefined, pointer: string): void {
    if (value === undefined) return;
    const { gtin, hs, tariff } = value;
    this.refuseIf((gtin ?? hs ?? tariff) === undefined, pointer, 'product has no number');
    this.refuseIf(gtin !== undefined && !gtinIsValid(gtin), `${pointer}/gtin`, 'GTIN check digit is wrong');
    // Every national code begins with the six digits of the Harmonized System.
    const contradicts = hs !== undefined && tariff !== undefined && !tariff.startsWith(hs);
    this.refuseIf(contradicts, `${pointer}/tariff`, 'does not begin with the HS code');
  }
}

/** Whether one time is later than another: times of one fixed width in UTC sort as texts. */
export const isAfter = (a: string, b: string): boolean => a > b;
