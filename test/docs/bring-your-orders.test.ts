import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parseCommented } from '../../gateway/cli/frame/commented-json.js';
import { importMapOf } from '../../gateway/cli/maps/read-map.js';
import { generatedBlocks } from './blocks.js';
import { readBlock } from './generated-block.js';

const page = 'docs/bring-your-orders.md';

describe(page, () => {
  it('lists the maps as they are (node dist/test/docs/write-blocks.js)', async () => {
    const blocks = (await generatedBlocks()).filter((block) => block.page === page);
    expect(blocks).to.have.length(1);
    for (const block of blocks) expect(readBlock(block)).to.equal(block.text);
  });

  it('shows maps that are taken as they stand', async () => {
    const shown = [...(await readFile(page, 'utf8')).matchAll(/^```json\n([\s\S]*?)^```$/gm)];
    const names = shown.flatMap(([, text = '']) =>
      importMapOf(parseCommented(text, page), page).records.map(({ name }) => name),
    );
    expect(names).to.deep.equal([
      'shopify-order',
      'shopify-dispatched',
      'shopify-cancelled',
      'aftership-delivered',
      'aftership-dispatched',
    ]);
  });
});
