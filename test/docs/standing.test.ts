import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { endsByItself, flagCodes } from '../../chaincode/domain/fold/flag-codes.js';

describe('docs/standing.md', () => {
  it('has a row for every flag, which says truly whether it is final', async () => {
    const page = await readFile('docs/standing.md', 'utf8');
    const rows = [...page.matchAll(/^\| `([a-z_]+)` +\|.*\| (yes|no) +\|$/gm)];
    expect(rows.map(([, flag, final]) => [flag, final])).to.have.deep.members(
      flagCodes.map((flag) => [flag, endsByItself[flag] ? 'no' : 'yes']),
    );
  });
});
