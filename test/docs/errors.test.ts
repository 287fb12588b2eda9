import { expect } from 'chai';
import { readFileSync } from 'node:fs';
import { refusalCodes } from '../../chaincode/domain/errors.js';
import { problemTable } from '../../gateway/http/schemas/problem-table.js';

const page = readFileSync('docs/errors.md', 'utf8');
const sections = new Map(
  [...page.matchAll(/^### `([a-z_]+)`\n\n\*\*(\d{3})\.\*\* (.+)$/gm)].map(([, code = '', status = '']) => [
    code,
    Number(status),
  ]),
);

describe('docs/errors.md', () => {
  it('has one section for every refusal of the domain', () => {
    expect([...sections.keys()]).to.include.members([...refusalCodes]);
  });

  it('has a section for every problem the gateway answers with, under its status, and for no other', () => {
    const answered = Object.entries(problemTable).map(([code, { status }]) => [code, status]);
    expect(Object.fromEntries(sections)).to.deep.equal(Object.fromEntries(answered));
  });

  it('has no section twice', () => {
    expect([...page.matchAll(/^### .*$/gm)]).to.have.length(sections.size);
  });
});
