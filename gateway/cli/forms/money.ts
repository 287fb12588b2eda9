import { bandOf } from '../../../chaincode/domain/amount-band.js';
import { currencies } from '../../../chaincode/domain/records/currencies.js';
import { CellError } from './cell-error.js';

/** ISO 4217, where it is not two decimals. A table, for what the locale data of Node says is how people round cash. */
const decimalsOf: Readonly<Record<string, number>> = Object.fromEntries(
  (
    [
      [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
      [3, 'BHD IQD JOD KWD LYD OMR TND'],
      [4, 'CLF UYW'],
    ] as const
  ).flatMap(([decimals, codes]) => codes.split(' ').map((code) => [code, decimals])),
);

const spaces = /[\s\u00A0\u202F]/gu;
const affix = String.raw`(?<NAME>\p{L}{0,3}\p{Sc}|\p{L}{1,3})?`;
/** -12.50, 1,234.50, EUR 12, 12,50 €, $-3, (4.10), 4.10- */
const writing = new RegExp(
  String.raw`^(?<open>\()?(?<sign>[-+])?${affix.replace('NAME', 'before')}(?<inner>[-+])?` +
    String.raw`(?<digits>[0-9][0-9.,'’]*|[.,][0-9]+)${affix.replace('NAME', 'after')}(?<last>-)?(?<close>\))?$`,
  'u',
);
const decimalsMax = 12;

/** How money is written. */
export interface MoneyReading {
  /** What parts decimals; where it is not named, a text that could be read two ways is a mistake, as 1.500. */
  readonly decimals?: '.' | ',' | undefined;
  /** A sign beside amounts -> the currency that it stands for. In lower case, without spaces. */
  readonly symbols?: ReadonlyMap<string, string> | undefined;
}

export interface Money {
  /** A decimal with a point, `-1234.5`. */
  readonly amount: string;
  /** ISO 4217, where the text or the row says it. */
  readonly currency: string | undefined;
}

/** `currency`: what the row says elsewhere, which must be what the text says, too. Throws CellError. */
export function readMoney(text: string, reading: MoneyReading, currency: string | undefined): Money {
  const parts = writing.exec(text.replace(spaces, '').replaceAll('\u2212', '-'))?.groups;
  if (parts === undefined || (parts['open'] === undefined) !== (parts['close'] === undefined))
    throw new CellError('not an amount of money, as 1234.50');
  const { before, close, inner, last, sign } = parts;
  const minuses = [close, sign, inner, last].filter((one) => one === ')' || one === '-').length;
  if (minuses > 1) throw new CellError('not an amount of money, as 1234.50; it has two signs');
  const digits = readDigits(parts['digits'] ?? '', reading.decimals);
  return {
    amount: minuses === 1 ? `-${digits}` : digits,
    currency: [before, parts['after']].reduce(
      (known, written) => (written ? currencyIn(written, reading, known) : known),
      currency,
    ),
  };
}

function readDigits(digits: string, sign: '.' | ',' | undefined): string {
  const point = sign ?? '.';
  const [whole = '', decimals = '', ...more] = digits.split(point);
  const grouped =
    point === '.' ? /^[0-9]{1,3}(,[0-9]{2,3})*(,[0-9]{3})$/ : /^[0-9]{1,3}(\.[0-9]{2,3})*(\.[0-9]{3})$/;
  const plain = whole.replace(/['’.,]/g, '');
  const isWhole = /^[0-9]*$/.test(whole) || grouped.test(whole) || /^[0-9]{1,3}(['’][0-9]{3})+$/.test(whole);
  if (!isWhole || more.length > 0 || !/^[0-9]*$/.test(decimals))
    throw new CellError(`not an amount whose decimals stand after "${point}"; ${nameTheSign}`);
  // 1.500 and 1,500: a thousand and a half, or one and a half.
  if (sign === undefined && (decimals.length === 3 || (whole !== plain && decimals === '')))
    throw new CellError(`an amount that could be read two ways; ${nameTheSign}`);
  if (plain.length > 15 || decimals.length > decimalsMax) throw new CellError('an amount of too many digits');
  const shown = decimals.replace(/0+$/, '');
  return `${plain.replace(/^0+(?=[0-9])/, '') || '0'}${shown === '' ? '' : `.${shown}`}`;
}

const nameTheSign = 'say in the map which it is: "decimals": "." or "decimals": ","';

/** A dollar sign is that of twenty currencies, but not that of the euro. */
function currencyIn(written: string, { symbols }: MoneyReading, known: string | undefined): string {
  const said =
    symbols?.get(written.toLowerCase()) ??
    (currencies.has(written.toUpperCase()) ? written.toUpperCase() : undefined);
  const currency = known ?? said;
  if (currency === undefined) {
    throw new CellError(
      'it has the sign of a currency, but no cell says which; give the column of the currency, or "symbols" in the map',
    );
  }
  if (said === undefined ? isSignOf(written, currency) : said === currency) return currency;
  throw new CellError('it names another currency than its row, or its map');
}

/** `$`, `US$` and `C$`, as shops write them, and what Unicode's locale data says. */
function isSignOf(written: string, currency: string): boolean {
  const [, letters = '', symbol] = /^(.*?)(\p{Sc})?$/u.exec(written) ?? [];
  const narrow = symbolOf(currency);
  if (written.toLowerCase() === narrow.toLowerCase()) return true;
  return symbol !== undefined && narrow.includes(symbol) && currency.startsWith(letters.toUpperCase());
}

const symbols = new Map<string, string>();

/** Looked up once for each currency: it takes longer than all else of a row. */
function symbolOf(currency: string): string {
  const known = symbols.get(currency);
  // What is no code is told by the column of the currency.
  if (known !== undefined || !currencies.has(currency)) return known ?? '';
  const format = new Intl.NumberFormat('en', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  const symbol = format.formatToParts(1).find(({ type }) => type === 'currency')?.value ?? '';
  symbols.set(currency, symbol);
  return symbol;
}

/** The sum of two decimals as `readMoney` gives them, exactly. */
export function addDecimals(a: string, b: string): string {
  return unscaled(scaled(a, decimalsMax) + scaled(b, decimalsMax));
}

function unscaled(units: bigint): string {
  const size = (units < 0n ? -units : units).toString().padStart(decimalsMax + 1, '0');
  const decimals = size.slice(-decimalsMax).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${size.slice(0, -decimalsMax)}${decimals === '' ? '' : `.${decimals}`}`;
}

/** The part of an amount that `part` is of `whole`, exactly but for what lies beyond all decimals; all as `readMoney` gives them. */
export function shareOf(amount: string, part: string, whole: string): string {
  const [a, b, c] = [amount, part, whole].map((one) => scaled(one, decimalsMax)) as [bigint, bigint, bigint];
  return c === 0n ? '0' : unscaled((a * b) / c);
}

/** In units of the last of so many decimals; those beyond are cut off. */
function scaled(decimal: string, places: number): bigint {
  const [, minus = '', whole = '0', decimals = ''] = /^(-?)([0-9]+)(?:\.([0-9]+))?$/.exec(decimal) ?? [];
  return BigInt(`${minus}${whole}${decimals.slice(0, places).padEnd(places, '0')}`);
}

/**
 * The band of an amount as `readMoney` gives it. `isExact`: a part of the currency's least unit is a mistake, and not cut off.
 * Throws CellError.
 */
export function bandOfMoney(decimal: string, currency: string, isExact: boolean): number {
  if (decimal.startsWith('-') && /[1-9]/.test(decimal)) throw new CellError(belowZero);
  const places = decimalsOf[currency] ?? 2;
  if (isExact && (decimal.split('.')[1]?.length ?? 0) > places)
    throw new CellError(`it has more decimals than ${currency}, which has ${places}; ${nameTheSign}`);
  return bandOf(scaled(decimal, places));
}

const belowZero =
  'an amount below zero: what was paid back is a payment of its own (refunded, chargeback), whose amount is the column amount.size; ' +
  'leave such rows out here, with "only" or "except"';
