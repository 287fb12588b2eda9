import { batchExample } from './batch-example.js';
import type { GeneratedBlock } from './generated-block.js';
import { derivedTable, memberTable, shippedList } from './map-tables.js';
import { metricTable } from './metric-table.js';
import { recordTables } from './record-tables.js';
import { referenceBlocks } from './reference.js';
import { shippedMapList } from './shipped-maps.js';
import { stepTable } from './step-table.js';

const page = 'docs/batch-format.md';

/** Every part of the documents that code writes. */
export async function generatedBlocks(): Promise<GeneratedBlock[]> {
  const { text } = await batchExample();
  return [
    { page, name: 'records', text: recordTables() },
    { page, name: 'example', text },
    ...(await referenceBlocks()),
    { page: 'docs/observability.md', name: 'metrics', text: await metricTable() },
    { page: 'docs/bring-your-orders.md', name: 'shipped-maps', text: shippedMapList() },
    { page: 'docs/maps.md', name: 'members', text: memberTable() },
    { page: 'docs/maps.md', name: 'derived', text: derivedTable() },
    { page: 'docs/maps.md', name: 'shipped', text: shippedList() },
    { page: 'docs/epcis.md', name: 'steps', text: stepTable() },
  ];
}
