import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parseCommented } from '../../gateway/cli/frame/commented-json.js';
import { importMapOf } from '../../gateway/cli/maps/read-map.js';

const page = 'docs/bring-your-orders.md';

describe(page, () => {
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
