import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { parseCommented } from '../../gateway/cli/frame/commented-json.js';
import { csvMapOf, importMapOf } from '../../gateway/cli/maps/read-map.js';

describe('docs/maps.md', () => {
  it('shows maps that are taken as they stand', async () => {
    const page = await readFile('docs/maps.md', 'utf8');
    const maps = [...page.matchAll(/```json\n([\s\S]*?)```/g)].map(([, text = '']) =>
      parseCommented(text, 'docs/maps.md'),
    );
    expect(maps).to.have.length(3);
    for (const map of maps) {
      if ('columns' in map.value && !('records' in map.value)) csvMapOf(map, 'fulfilment', 'docs/maps.md');
      else expect(importMapOf(map, 'docs/maps.md').records).to.not.have.length(0);
    }
  });
});
