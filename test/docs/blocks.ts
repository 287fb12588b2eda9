import { batchExample } from './batch-example.js';
import { block, type GeneratedBlock } from './generated-block.js';
import { derivedTable, memberTable } from './map-tables.js';
import { metricTable } from './metric-table.js';
import { recordTables } from './record-tables.js';
import { referenceBlocks } from './reference.js';
import { shippedMapList } from './shipped-maps.js';
import { stepTable } from './step-table.js';

/** Every part of the documents that code writes. */
export async function generatedBlocks(): Promise<GeneratedBlock[]> {
  const { text } = await batchExample();
  return [
    { page: 'docs/batch-format.md', name: 'records', text: recordTables() },
    { page: 'docs/batch-format.md', name: 'example', text },
    ...(await referenceBlocks()),
    ...(await Promise.all([
      block('docs/observability.md', 'metrics', await metricTable()),
      block('docs/bring-your-orders.md', 'shipped-maps', shippedMapList()),
      block('docs/maps.md', 'members', memberTable()),
      block('docs/maps.md', 'derived', derivedTable()),
      block('docs/epcis.md', 'steps', stepTable()),
    ])),
  ];
}
