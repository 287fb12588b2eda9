import { constantText, misfit } from './constant.js';
import { columnNames, type Door } from './derived.js';
import type { Meaning, RecordDocument } from './document.js';
import type { Filters, Reading, RecordMap } from './record-map.js';
import { plainWord, wordsOf } from './words.js';

type Own = Pick<RecordDocument, 'name' | 'kind'> & Partial<RecordDocument>;

/** What a record takes from its map as a whole: of what is said there, that which records of its kind have. */
export function recordMapOf(own: Own, defaults: Meaning, door: Door, reading: Reading): RecordMap {
  const { as, kind, name, table } = own;
  const known = new Set(columnNames(kind, door));
  const members = <T>(of: Readonly<Record<string, T>> | undefined): [string, T][] =>
    Object.entries(of ?? {}).filter(([column]) => known.has(column));
  const merged = <T>(member: (meaning: Meaning) => Readonly<Record<string, T>> | undefined): Map<string, T> =>
    new Map([...members(member(defaults)), ...members(member(own))]);
  const fitting = members(defaults.constants).filter(
    ([column, text]) => misfit(kind, column, text, reading) === undefined,
  );
  const inCells = ([column, text]: [string, string]): [string, string] => [
    column,
    constantText(kind, column, text, reading),
  ];
  const filters = (member: 'only' | 'except'): Filters => filtersOf({ ...defaults[member], ...own[member] });
  return {
    name,
    kind,
    table,
    as,
    key: own.key ?? defaults.key ?? [],
    columns: columnsOf(own, defaults, known),
    constants: new Map([...fitting, ...members(own.constants)].map(inCells)),
    values: new Map([...merged(({ values }) => values)].map(([column, table]) => [column, wordsOf(table)])),
    only: filters('only'),
    except: filters('except'),
    promises: merged(({ promises }) => promises as Readonly<Record<string, number>> | undefined),
    combine: merged(({ combine }) => combine),
  };
}

/** A record's own headings come first: of several that mean one column, the first that is filled counts. */
function columnsOf(own: Own, defaults: Meaning, known: ReadonlySet<string>): Map<string, readonly string[]> {
  const entries = Object.entries({ ...own.columns, ...absentIn(own.columns, defaults.columns) });
  return new Map(
    entries.flatMap(([heading, columns]) => {
      const names = [columns].flat().filter((name) => known.has(name));
      return names.length === 0 ? [] : [[heading, names] as const];
    }),
  );
}

const absentIn = <T>(
  own: Readonly<Record<string, T>> = {},
  defaults: Readonly<Record<string, T>> = {},
): Record<string, T> =>
  Object.fromEntries(Object.entries(defaults).filter(([name]) => !Object.hasOwn(own, name)));

const filtersOf = (filters: Readonly<Record<string, readonly string[]>>): Filters =>
  new Map(Object.entries(filters).map(([heading, words]) => [heading, new Set(words.map(plainWord))]));
