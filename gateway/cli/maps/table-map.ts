import type { ImportDocument } from './document.js';
import { pointerPart, type MapMistake } from './document-check.js';
import type { TableMap } from './record-map.js';

type Tables = NonNullable<ImportDocument['tables']>;

export function tableMapsOf(tables: Tables): ReadonlyMap<string, TableMap> {
  return new Map(
    Object.entries(tables).map(([name, { file, key = [], lookup = {}, sellers }]): [string, TableMap] => [
      name,
      {
        ...{ file, key, lookup: new Map(Object.entries(lookup)) },
        ...(sellers === undefined ? {} : { sellers: { shares: [], divides: [], ...sellers } }),
      },
    ]),
  );
}

/** Which tables name others that are not there, or that cannot be found by a key. */
export function joinMistakes(tables: Tables): MapMistake[] {
  return Object.entries(tables).flatMap(([name, { key = [], lookup = {}, sellers }]) => {
    const at = `/tables/${pointerPart(name)}`;
    const lookups = Object.entries(lookup).flatMap(([heading, table]) =>
      joinMistake(tables, table, 1, `${at}/lookup/${pointerPart(heading)}`),
    );
    if (sellers === undefined) return lookups;
    if (key.length === 0)
      lookups.push({ pointer: `${at}/key`, reason: 'missing: it says whose sellers these are' });
    if ((sellers.divides === undefined) !== (sellers.shares === undefined))
      lookups.push({ pointer: `${at}/sellers`, reason: 'has only one of "shares" and "divides"' });
    return [...lookups, ...joinMistake(tables, sellers.table, key.length, `${at}/sellers/table`)];
  });
}

function joinMistake(tables: Tables, table: string, keys: number, pointer: string): MapMistake[] {
  if (!Object.hasOwn(tables, table)) {
    const known = Object.keys(tables).join(', ');
    return [{ pointer, reason: `no such table; "tables" has: ${known}` }];
  }
  return (tables[table]?.key ?? []).length === keys
    ? []
    : [
        {
          pointer,
          reason: `the table ${table} needs a "key" of ${keys === 1 ? 'one heading' : `${keys} headings`}`,
        },
      ];
}
