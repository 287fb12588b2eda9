import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { alertRules } from '../network/observability/rules.js';
import { generatedBlocks } from './blocks.js';
import { readBlock } from './generated-block.js';

const page = 'docs/observability.md';

describe(page, () => {
  it('has the metrics as the code describes them (node dist/test/docs/write-blocks.js)', async () => {
    const block = (await generatedBlocks()).find((one) => one.page === page);
    if (block === undefined) throw new Error('no block');
    expect(readBlock(block)).to.equal(block.text);
  });

  it('names every alert, and none that there is not', async () => {
    const content = await readFile(page, 'utf8');
    const section = /^## Alerts\n([\s\S]*?)^## /m.exec(content)?.[1] ?? '';
    const named = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(named).to.have.members((await alertRules()).map(({ alert }) => alert));
  });
});
