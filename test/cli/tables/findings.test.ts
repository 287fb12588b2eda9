import { expect } from 'chai';
import { findingLines } from '../../../gateway/cli/tables/findings.js';

describe('mistakes of a table', () => {
  const linesOf = (...rows: readonly number[]): string[] =>
    findingLines(rows.map((row) => ({ row, column: 'Total', reason: 'missing' })));

  it('name a row once, of which several records have the same mistake', () => {
    expect(linesOf(4, 4)).to.deep.equal(['row 4, column Total: missing']);
    const twice = [...Array(20).keys(), ...Array(20).keys()];
    expect(linesOf(...twice)).to.deep.equal(['rows 0, 1, 2, 3, 4 and 15 more, column Total: missing']);
  });

  it('name the first rows, in whatever order they are found', () => {
    expect(linesOf(9, 3, 8, 1, 7, 2, 6)).to.deep.equal([
      'rows 1, 2, 3, 6, 7 and 2 more, column Total: missing',
    ]);
  });
});
