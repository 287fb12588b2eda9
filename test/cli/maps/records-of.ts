import type { Json, JsonObject } from '../../../chaincode/domain/canonical.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { combineEntries } from '../../../gateway/cli/maps/combine.js';
import { entryReader, type Entry } from '../../../gateway/cli/maps/entries.js';
import { importMapOf } from '../../../gateway/cli/maps/read-map.js';
import type { ImportMap } from '../../../gateway/cli/maps/record-map.js';
import { tableFindings } from '../../../gateway/cli/maps/place.js';
import { recordOf, type Resolver } from '../../../gateway/cli/maps/resolve.js';
import type { TableFinding } from '../../../gateway/cli/tables/findings.js';
import { commitment } from '../../support/records.js';

/** Commitments that a test can tell from one another; no secrets. */
export const plainResolver: Resolver = {
  platform: 'demo-platform',
  order: (seller, number) => commitment(`order ${seller} ${number}`),
  reviewer: (seller, buyer) => commitment(`reviewer ${seller} ${buyer}`),
  text: (seller, { message, title }) => commitment(`text ${seller} ${title} ${message}`),
  token: (seller, payment) => commitment(`token ${seller} ${payment}`),
};

/** An importer's map that is not in a file. */
export const mapOf = (value: JsonObject): ImportMap =>
  importMapOf({ value, at: (pointer) => `map.json${pointer}` }, 'map.json');

const lineOf = ({ column, reason, row }: TableFinding): string => `${row}, ${column ?? ''}: ${reason}`;

export interface Said {
  readonly records: readonly FactRecord[];
  /** `row, heading: reason`; of a record's mistakes the first of its rows. */
  readonly mistakes: readonly string[];
  readonly leftOut: number;
}

/** What an importer makes of rows, without its store. The first row holds the headings. */
export function saidBy(
  map: ImportMap,
  [headings = [], ...rows]: readonly (readonly string[])[],
  resolver: Resolver = plainResolver,
): Said {
  const reader = entryReader({ headings, name: 'rows.csv' }, map.records, map);
  const mistakes: string[] = [];
  const entries = new Map<string, [Entry, ...Entry[]]>();
  let leftOut = 0;
  rows.forEach((cells, i) => {
    const read = reader.entriesOf({ number: i + 2, cells });
    mistakes.push(...read.findings.map(lineOf));
    leftOut += Number(read.leftOut);
    for (const entry of read.entries) {
      const identity = JSON.stringify([entry.record.name, entry.key]);
      const before = entries.get(identity);
      if (before === undefined) entries.set(identity, [entry]);
      else before.push(entry);
    }
  });
  const records: FactRecord[] = [];
  for (const [, rowsOfKey] of entries) {
    const { record, row } = rowsOfKey[0];
    const made = recordOf(record, combineEntries(record, rowsOfKey), map, resolver);
    if ('record' in made) records.push(made.record);
    else mistakes.push(...tableFindings({ record, row }, made.findings).map(lineOf));
  }
  return { records, mistakes, leftOut };
}

/** A map of orders with what a test adds. */
export const orders = (
  more: Readonly<Record<string, Json>> = {},
  ofOrder: Readonly<Record<string, Json>> = {},
): JsonObject => ({
  timeZone: 'America/Denver',
  hours: 'round',
  key: ['Order'],
  records: [
    {
      name: 'order',
      kind: 'order',
      columns: {
        Order: 'number',
        Shop: 'shop',
        Placed: 'at',
        Total: 'value.amount',
        Currency: 'value.currency',
        Country: 'country',
      },
      constants: { channel: 'web' },
      promises: { dispatchBy: 2, deliverBy: 8 },
      ...ofOrder,
    },
  ],
  ...more,
});
export const orderHeadings = ['Order', 'Shop', 'Placed', 'Total', 'Currency', 'Country', 'Status'];
export const orderRow = (change: Readonly<Record<string, string>> = {}): string[] => {
  const row: Readonly<Record<string, string>> = {
    Order: '#1001',
    Shop: 'c17',
    Placed: '2026-10-01 21:40:12',
    Total: '84.50',
    Currency: 'USD',
    Country: 'US',
    Status: 'Shipped',
    ...change,
  };
  return orderHeadings.map((heading) => row[heading] ?? '');
};
