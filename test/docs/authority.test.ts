import { readFile } from 'node:fs/promises';
import { expect } from 'chai';
import { roles } from '../../chaincode/domain/consortium/participant.js';
import { recordKinds } from '../../chaincode/domain/records/index.js';
import { standardAuthority as authority } from '../../gateway/founding/standard-terms.js';

describe('docs/batch-format.md', () => {
  it('says which roles may state which kind as a new ledger has it', async () => {
    const page = await readFile('docs/batch-format.md', 'utf8');
    const section = page.slice(
      page.indexOf('### Who may state which kind'),
      page.indexOf('`case` is a number'),
    );
    const rows = [...section.matchAll(/^\| `([a-z-]+)` +\| (.*?)(?:: of own records)? +\|$/gm)].map(
      ([, kind, cells = '']) => [kind, [...cells.matchAll(/`([a-z-]+)`/g)].map(([, role]) => role).sort()],
    );
    const expected = recordKinds.map((kind) => [
      kind,
      roles.filter((role) => authority[role]?.includes(kind)).sort(),
    ]);
    expect(rows).to.have.deep.members(expected);
  });
});
