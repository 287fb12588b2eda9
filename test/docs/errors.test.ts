import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { refusalCodes } from '../../chaincode/domain/errors.js';

const sections = new Map(
  [...readFileSync('docs/errors.md', 'utf8').matchAll(/^### `([a-z_]+)`\n\n\*\*(\d{3})\.\*\* (.+)$/gm)].map(
    ([, code = '', status = '', text = '']) => [code, { status: Number(status), text }],
  ),
);

describe('docs/errors.md', () => {
  it('has one section with status and advice for every refusal', () => {
    expect([...sections.keys()]).to.include.members([...refusalCodes]);
  });

  it('has no section twice', () => {
    const headings = [...readFileSync('docs/errors.md', 'utf8').matchAll(/^### .*$/gm)];
    expect(headings).to.have.length(sections.size);
  });
});
