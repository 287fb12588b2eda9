import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { text } from '../../../chaincode/domain/bytes.js';
import {
  batchLeaf,
  checkpointLeaf,
  consortiumLeaf,
  leafBytesMax,
  proposalLeaf,
} from '../../../chaincode/domain/tlog/leaves.js';
import { entryBundle } from '../../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';

const time = 1_780_315_200;
const { sha256 } = nodeCrypto;

describe('leaves of the log', () => {
  it('are canonical JSON with the time of the transaction', () => {
    expect(text(batchLeaf('a.b.c', time))).to.equal('{"jws":"a.b.c","time":"2026-06-01T12:00:00Z"}');
    expect(text(consortiumLeaf(sha256, { ledger: 'ab', approvals: ['d.e.f', 'a.b.c'] }, time))).to.equal(
      '{"approvals":["d.e.f","a.b.c"],"consortium":"ab","time":"2026-06-01T12:00:00Z"}',
    );
  });

  it('show what was decided, as each organisation signed it, in their order', () => {
    const leaf = proposalLeaf(sha256, { id: 'f0', approvals: ['d.e.f', 'a.b.c'] }, time);
    expect(text(leaf)).to.equal(
      '{"approvals":["d.e.f","a.b.c"],"proposal":"f0","time":"2026-06-01T12:00:00Z"}',
    );
  });

  it('stay within what an entry of a tile can hold, however much was signed', () => {
    const approvals = ['s'.repeat(leafBytesMax), 'a.b.c'];
    const leaf = proposalLeaf(sha256, { id: 'f0', approvals }, time);
    const hashOf = (jws: string) => createHash('sha256').update(jws).digest('base64url');
    expect(JSON.parse(text(leaf))).to.deep.equal({
      approvalHashes: approvals.map(hashOf),
      proposal: 'f0',
      time: '2026-06-01T12:00:00Z',
    });
    const fits = proposalLeaf(sha256, { id: 'f0', approvals: ['s'.repeat(65_400)] }, time);
    expect(fits.length).to.be.within(65_450, leafBytesMax);
    expect(() => entryBundle([leaf, fits])).not.to.throw();
  });

  it('hold an agreed checkpoint as its signers signed it', () => {
    expect(text(checkpointLeaf('stl/ab\n1\n'))).to.equal('stl/ab\n1\n');
  });
});
