import { readFile } from 'node:fs/promises';
import { CliFailure } from '../frame/failure.js';
import type { Column } from '../forms/columns.js';
import { dateFormats, type DateFormat, type TimeReading } from '../forms/time-cell.js';
import { isTimeZone, TimeZone } from '../forms/time-zone.js';
import { delimiters, type Delimiter } from '../tables/layout.js';

/** How a spreadsheet's headings and words become a record's. */
export interface CsvMap extends TimeReading {
  readonly encoding?: string;
  readonly sheet?: string;
  /** Heading -> column name. Headings that are left out match by their name. */
  readonly columns: Readonly<Record<string, string>>;
  /** Column name -> the value that every row has. */
  readonly constants: Readonly<Record<string, string>>;
  /** Column name -> the spreadsheet's word -> the record's. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What parts cells; found in the headings if left out. */
  readonly delimiter?: Delimiter;
}

export const noMap: CsvMap = { columns: {}, constants: {}, values: {}, dates: 'YYYY-MM-DD' };

const isTexts = (value: unknown): value is Record<string, string> =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((member) => typeof member === 'string');

function complaint(map: Partial<Record<string, unknown>>, columns: readonly Column[]): string | undefined {
  const {
    columns: headings = {},
    constants = {},
    dates,
    delimiter,
    encoding: _e,
    sheet: _s,
    hours,
    timeZone,
    values = {},
    ...unknown
  } = map;
  const [extra] = Object.keys(unknown);
  if (extra !== undefined)
    return `unknown member "${extra}"; known: columns, constants, values, dates, timeZone, hours, delimiter`;
  if (!isTexts(headings)) return '"columns" must give each heading the name of a column';
  if (!isTexts(constants)) return '"constants" must give columns a text each';
  if (typeof values !== 'object' || values === null || !Object.values(values).every(isTexts))
    return '"values" must give columns an object of words';

  if (dates !== undefined && !dateFormats.includes(dates as DateFormat))
    return `"dates" must be one of ${dateFormats.join(', ')}`;

  if (timeZone !== undefined && !isTimeZone(timeZone))
    return '"timeZone" must be a name of the IANA time zones with its region, as "America/Denver", or "UTC"';
  if (hours !== undefined && hours !== 'round')
    return '"hours" can only be "round": times are rounded down to the hour';

  if (delimiter !== undefined && !delimiters.includes(delimiter as Delimiter))
    return '"delimiter" must be a comma, a semicolon, a tab (\\t) or a bar';

  const names = new Set(columns.map(({ name }) => name));
  const wrong = [...Object.values(headings), ...Object.keys(constants), ...Object.keys(values)].find(
    (name) => !names.has(name),
  );
  return wrong === undefined
    ? undefined
    : `"${wrong}" is not a column of this kind; known: ${[...names].join(', ')}`;
}

/** Reads a map file: JSON with any of the members of CsvMap. Throws CliFailure. */
export async function readMap(path: string, columns: readonly Column[]): Promise<CsvMap> {
  let map: unknown;
  try {
    map = JSON.parse(await readFile(path, 'utf8'));
  } catch (cause) {
    throw new CliFailure(`cannot read ${path} as JSON`, { code: 'map_malformed', cause });
  }
  if (typeof map !== 'object' || map === null)
    throw new CliFailure(`${path}: not a JSON object`, { code: 'map_malformed' });

  const wrong = complaint(map, columns);
  if (wrong !== undefined) throw new CliFailure(`${path}: ${wrong}`, { code: 'map_malformed' });
  const { timeZone, ...rest }: { readonly timeZone?: string } = map;
  return { ...noMap, ...rest, ...(timeZone === undefined ? {} : { timeZone: new TimeZone(timeZone) }) };
}
