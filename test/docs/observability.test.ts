import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { alertRules } from '../network/observability/rules.js';

const page = 'docs/observability.md';

describe(page, () => {
  it('names every alert, and none that there is not', async () => {
    const content = await readFile(page, 'utf8');
    const section = /^## Alerts\n([\s\S]*?)^## /m.exec(content)?.[1] ?? '';
    const named = [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(named).to.have.members((await alertRules()).map(({ alert }) => alert));
  });
});
