import { daySeconds, formatTime } from '../../../../chaincode/domain/time.js';
import type { NumberStyle } from './styles.js';

/** A cell as the file has it. */
export interface RawCell {
  /** As `t` in the file: `s` a shared text, `str` and `inlineStr` a text, `n` a number, `d` a date, `b`, `e`. */
  readonly type: string;
  readonly value: string | undefined;
  readonly style: NumberStyle | undefined;
  readonly hasFormula: boolean;
}

export type CellText = { readonly text: string; readonly mistake?: string };

export interface CellReading {
  readonly strings: readonly string[];
  readonly from1904: boolean;
  /** The sign before decimals. */
  readonly decimals: '.' | ',';
}

/** The text of a cell as a spreadsheet shows it, but days as `2027-12-31` and numbers without marks between their digits. */
export function textOf({ hasFormula, style, type, value }: RawCell, reading: CellReading): CellText {
  if (value === undefined || value === '')
    return hasFormula && type !== 'str'
      ? {
          text: '',
          mistake: 'a formula without its value; open the file in a spreadsheet program and save it again',
        }
      : { text: '' };
  switch (type) {
    case 's': {
      const text = reading.strings[Number(value)];
      return text === undefined ? { text: '', mistake: 'a text that the workbook lacks' } : { text };
    }
    case 'b':
      return { text: value === '1' ? 'TRUE' : 'FALSE' };
    case 'e':
      return {
        text: value,
        mistake: `an error of the spreadsheet, ${errors.has(value) ? value : 'and no value'}`,
      };
    case 'n':
      return numberText(value, style, reading);
    default:
      return { text: value };
  }
}

const errors = new Set([
  '#DIV/0!',
  '#N/A',
  '#NAME?',
  '#NULL!',
  '#NUM!',
  '#REF!',
  '#VALUE!',
  '#SPILL!',
  '#CALC!',
]);

/** A spreadsheet keeps so many, and makes the others 0. */
const digitsKept = 15;

function numberText(
  value: string,
  style: NumberStyle = { digits: 1 },
  { decimals, from1904 }: CellReading,
): CellText {
  const number = Number(value);
  if (!Number.isFinite(number)) return { text: value, mistake: 'a number that none is' };
  if (typeof style === 'string') return timeText(number, style, from1904);
  if (Math.abs(number) >= 10 ** digitsKept)
    return {
      text: value,
      mistake: `a number of more than ${digitsKept} digits, of which a spreadsheet keeps only the first ${digitsKept}; write it as text`,
    };
  // 19.989999999999998 is how 19.99 is kept.
  const rounded = Number(number.toPrecision(digitsKept));
  const [, sign = '', whole = '', part = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(plainNumber(rounded)) ?? [];
  return { text: `${sign}${whole.padStart(style.digits, '0')}${part === '' ? '' : `${decimals}${part}`}` };
}

/** Without an exponent. */
function plainNumber(number: number): string {
  const text = String(number);
  return text.includes('e') ? number.toFixed(20).replace(/\.?0+$/, '') : text;
}

const [daysTo1970, daysBetweenSystems] = [25_569, 1_462];
/** 9999-12-31 */
const serialMax = 2_958_466;

function timeText(serial: number, style: 'day' | 'time' | 'moment', from1904: boolean): CellText {
  const days = serial + (from1904 ? daysBetweenSystems : 0);
  if (days < 0 || days >= serialMax)
    return { text: String(serial), mistake: 'a date that no spreadsheet can show' };
  const whole = style === 'day' ? Math.floor(days) : days;
  const time = formatTime(Math.round((whole - daysTo1970) * daySeconds)).replace('Z', '');
  if (style === 'day') return { text: time.slice(0, 10) };
  return { text: style === 'time' && days < 1 ? time.slice(11) : time };
}
