import { join } from 'node:path';
import { expect } from 'chai';
import type { JsonObject } from '../../../chaincode/domain/canonical.js';
import type { FactRecord } from '../../../chaincode/domain/records/index.js';
import type { Resolver } from '../../../gateway/cli/maps/resolve.js';
import { openTable } from '../../../gateway/cli/tables/open-table.js';
import { commitment } from '../../support/records.js';
import { seller } from './facts.js';
import { mapOf, plainResolver, saidBy, type Said } from './records-of.js';

/** The platform's gateway knows each reference, as the number of an order of the shop. */
const resolver: Resolver = {
  ...plainResolver,
  reference: (reference) => ({
    order: commitment(`order ${seller} ${reference}`),
    seller,
    token: commitment(`one payment of ${reference}`),
  }),
};

/** What a sample says by a user's map. */
export async function readSample(file: string, own: JsonObject): Promise<Said> {
  const map = mapOf(own);
  const table = await openTable(join('test/cli/maps/samples', file), map);
  const rows: (readonly string[])[] = [table.headings];
  for await (const { cells } of table.rows()) rows.push(cells);
  return saidBy(map, rows, resolver);
}

/** `leftOut`: how many rows the map leaves out. The order of the records is that of the rows; it is no matter here. */
export async function expectStated(
  file: string,
  own: JsonObject,
  { leftOut = 0, records }: { readonly leftOut?: number; readonly records: readonly FactRecord[] },
): Promise<void> {
  const said = await readSample(file, own);
  expect(said.mistakes).to.deep.equal([]);
  expect(said.records).to.have.deep.members(records);
  expect(said.leftOut).to.equal(leftOut);
}
