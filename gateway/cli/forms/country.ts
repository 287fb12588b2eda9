import { countries } from '../../../chaincode/domain/records/countries.js';
import { CellError } from './cell-error.js';

/** What shops write besides the names of Unicode's locale data. */
const otherNames: Readonly<Record<string, string>> = {
  'united states of america': 'US',
  usa: 'US',
  uk: 'GB',
  'great britain': 'GB',
  'czech republic': 'CZ',
  'hong kong': 'HK',
  macao: 'MO',
  macau: 'MO',
  myanmar: 'MM',
  turkey: 'TR',
  'the netherlands': 'NL',
  'ivory coast': 'CI',
  'korea, republic of': 'KR',
  'russian federation': 'RU',
  'viet nam': 'VN',
};

let codeOfName: ReadonlyMap<string, string> | undefined;

const plain = (name: string): string =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replaceAll('’', "'")
    .replaceAll('&', 'and')
    .toLowerCase()
    .trim();

function codesByName(): ReadonlyMap<string, string> {
  const names = new Intl.DisplayNames(['en'], { type: 'region' });
  return new Map([
    ...[...countries].map((code) => [plain(names.of(code) ?? code), code] as const),
    ...Object.entries(otherNames),
  ]);
}

/** A country's code, of a code in any case or, with `names`, of its English name. Throws CellError. */
export function readCountry(text: string, writing: 'codes' | 'names' | undefined): string {
  const code = text.trim().toUpperCase();
  if (countries.has(code)) return code;
  if (writing !== 'names') {
    throw new CellError(
      'not a country of two letters, as DE; where English names stand there, "countries": "names" in the map reads them',
    );
  }
  codeOfName ??= codesByName();
  const named = codeOfName.get(plain(text));
  if (named !== undefined) return named;
  throw new CellError(
    'not the English name of a country, nor its code; "values" in the map can say which it is',
  );
}
