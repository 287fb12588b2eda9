import { readFile, readdir } from 'node:fs/promises';
import { expect } from 'chai';
import { generatedBlocks } from './blocks.js';
import { readBlock } from './generated-block.js';

describe('parts of pages that code writes', () => {
  it('are as the code has them', async () => {
    for (const block of await generatedBlocks()) {
      expect(
        readBlock(block),
        `${block.page}: ${block.name}; write it anew: node dist/test/docs/write-blocks.js`,
      ).to.equal(block.text);
    }
  });

  it('are all written: no page has markers that no code fills', async () => {
    const names = await readdir('docs', { recursive: true });
    const marked: string[] = [];
    for (const page of names.filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)) {
      const content = await readFile(page, 'utf8');
      marked.push(...[...content.matchAll(/^<!-- (\S+):begin -->$/gm)].map(([, name]) => `${page} ${name}`));
    }
    const written = (await generatedBlocks()).map(({ page, name }) => `${page} ${name}`);
    expect(marked).to.have.members(written);
  });
});
