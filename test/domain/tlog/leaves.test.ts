import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { text } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import type { Action } from '../../../chaincode/domain/consortium/action.js';
import {
  batchLeaf,
  checkpointLeaf,
  consortiumLeaf,
  governanceLeaf,
  leafBytesMax,
} from '../../../chaincode/domain/tlog/leaves.js';
import { entryBundle } from '../../../chaincode/domain/tlog/tile.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';

const time = 1_780_315_200;
const { sha256 } = nodeCrypto;
const scopeOf = (sellers: number): Action => ({
  type: 'participant.update',
  id: 'shop',
  scope: { sellers: Array.from({ length: sellers }, (_, i) => `shop.${'s'.repeat(58)}${i}`) },
});

describe('leaves of the log', () => {
  it('are canonical JSON with the time of the transaction', () => {
    expect(text(batchLeaf('a.b.c', time))).to.equal('{"jws":"a.b.c","time":"2026-06-01T12:00:00Z"}');
    expect(text(consortiumLeaf('ab', time))).to.equal('{"consortium":"ab","time":"2026-06-01T12:00:00Z"}');
  });

  it('show what was decided, and who approved it', () => {
    const action: Action = { type: 'participant.status', id: 'shop', status: 'suspended' };
    const leaf = governanceLeaf(sha256, { id: 'f0', action, approvals: ['b', 'a'] }, time);
    expect(text(leaf)).to.equal(
      '{"action":{"id":"shop","status":"suspended","type":"participant.status"},"approvals":["b","a"],' +
        '"proposal":"f0","time":"2026-06-01T12:00:00Z"}',
    );
  });

  it('stay within what an entry of a tile can hold, whatever the size of the action', () => {
    const action = scopeOf(1024);
    const leaf = governanceLeaf(sha256, { id: 'f0', action, approvals: ['a'] }, time);
    const actionHash = createHash('sha256').update(canonicalText(action)).digest('base64url');
    expect(JSON.parse(text(leaf))).to.deep.equal({
      actionHash,
      approvals: ['a'],
      proposal: 'f0',
      time: '2026-06-01T12:00:00Z',
    });
    const fits = governanceLeaf(sha256, { id: 'f0', action: scopeOf(900), approvals: ['a'] }, time);
    expect(fits.length).to.be.within(50_000, leafBytesMax);
    expect(() => entryBundle([leaf, fits])).not.to.throw();
  });

  it('hold an agreed checkpoint as its signers signed it', () => {
    expect(text(checkpointLeaf('stl/ab\n1\n'))).to.equal('stl/ab\n1\n');
  });
});
