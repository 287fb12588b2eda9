import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import { combineEntries } from '../../../gateway/cli/maps/combine.js';
import { entryReader, type Entry } from '../../../gateway/cli/maps/entries.js';
import { importMapOf } from '../../../gateway/cli/maps/read-map.js';
import type { ImportMap } from '../../../gateway/cli/maps/record-map.js';
import { recordOf, type Resolver } from '../../../gateway/cli/maps/resolve.js';
import { openTable } from '../../../gateway/cli/tables/open-table.js';

/** Stands for a commitment: whoever knows the parts knows what it must be. */
export const sealed = (...parts: readonly string[]): string =>
  createHash('sha256').update(parts.join('\n')).digest('base64url');

/** What a platform's store and its gateway would answer. */
const resolver: Resolver = {
  platform: 'shop',
  order: (seller, number) => sealed('order', seller, number),
  reviewer: (seller, buyer) => sealed('reviewer', seller, buyer),
  token: (seller, payment) => sealed('token', seller, payment),
  reference: (reference) => ({ order: sealed('order', 'shop.tea', reference), seller: 'shop.tea' }),
};

export interface Stated {
  /** In the order of the map's records, then of the rows. */
  readonly records: readonly FactRecord[];
  /** Rows that the map left out. */
  readonly leftOut: number;
}

const samples = 'test/cli/maps/samples';

/** What a sample states by a user's map, without any secret. Throws where a row has a mistake. */
export async function readSample(file: string, own: JsonObject): Promise<Stated> {
  const constants = { seller: 'shop.tea', ...(own['constants'] as JsonObject | undefined) };
  const map = importMapOf({ value: { ...own, constants }, at: (pointer) => pointer }, 'the map of the test');
  const table = await openTable(join(samples, file), map);
  const reader = entryReader(table.headings, map.records, map);
  const groups = new Map<string, [Entry, ...Entry[]]>();
  let leftOut = 0;
  for await (const row of table.rows()) {
    const read = reader.entriesOf(row);
    if (read.findings.length > 0) throw new Error(JSON.stringify(read.findings));
    if (read.leftOut) leftOut += 1;
    for (const entry of read.entries) {
      const id = JSON.stringify([entry.record.name, ...entry.key]);
      const before = groups.get(id);
      if (before === undefined) groups.set(id, [entry]);
      else before.push(entry);
    }
  }
  const place = ([{ record }]: readonly [Entry, ...Entry[]]): number => map.records.indexOf(record);
  const inOrder = [...groups.values()].sort((a, b) => place(a) - place(b));
  return { leftOut, records: inOrder.map((entries) => recordOfEntries(entries, map)) };
}

function recordOfEntries(entries: readonly [Entry, ...Entry[]], map: ImportMap): FactRecord {
  const [{ record }] = entries;
  const made = recordOf(record, combineEntries(record, entries), map, resolver);
  if ('record' in made) return made.record;
  throw new Error(`${record.name}: ${JSON.stringify(made.findings)}`);
}
