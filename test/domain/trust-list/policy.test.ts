import { expect } from 'chai';
import { parseVerifierKey } from '../../../chaincode/domain/tlog/verifier-key.js';
import { tlogPolicy } from '../../../chaincode/domain/trust-list/policy.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { listOf, newMember } from '../../support/trust-lists.js';
import { newWitness } from '../../support/witnesses.js';

const { sha256 } = nodeCrypto;

describe('a trust list as a C2SP tlog-policy', () => {
  const [a, b, c] = [newMember('alfa'), newMember('bravo'), newMember('charlie')];
  const [one, two] = [newWitness('one.example'), newWitness('witnesses')];
  /** Verifier keys by what they stand for. */
  const shape = (policy: string): string[] =>
    policy
      .trim()
      .split('\n')
      .map((line) =>
        line.replace(/\S+\+[0-9a-f]{8}\+\S+/, (key) => parseVerifierKey(sha256, key)?.name ?? '?'),
      );

  it('asks for k cosigners and the quorum of witnesses, each once', () => {
    const list = listOf(3, [a, b, c], { witnesses: [one.vkey, two.vkey], quorum: 2 });
    const log = `stl/${list.ledger}`;
    expect(shape(tlogPolicy(sha256, list))).to.deep.equal([
      `# Ledger ${list.ledger}, trust list version 3.`,
      ...[a, b, c].map(() => `log ${log}`),
      `witness organisation/alfa ${log}/alfa`,
      `witness organisation/bravo ${log}/bravo`,
      `witness organisation/charlie ${log}/charlie`,
      'group organisations 2 organisation/alfa organisation/bravo organisation/charlie',
      'witness witness/one.example one.example',
      // A witness may be called as a group is.
      'witness witness/witnesses witnesses',
      'group witnesses 2 witness/one.example witness/witnesses',
      'group both all organisations witnesses',
      'quorum both',
    ]);
  });

  it('asks for no witness where the list does not', () => {
    const lines = shape(tlogPolicy(sha256, listOf(1, [a, b, c], { witnesses: [one.vkey] })));
    expect(lines.slice(-2)).to.deep.equal([
      'witness witness/one.example one.example',
      'quorum organisations',
    ]);
    expect(shape(tlogPolicy(sha256, listOf(1, [a, b, c]))).at(-1)).to.equal('quorum organisations');
  });

  it('takes either key of an organisation that changes it, and counts it once', () => {
    const { cosignerKey, logKey } = newMember('alfa').organisation;
    const renewed = { ...a, organisation: { ...a.organisation, previous: { cosignerKey, logKey } } };
    const lines = shape(tlogPolicy(sha256, listOf(2, [renewed, b])));
    expect(lines.filter((line) => line.includes('alfa'))).to.deep.equal([
      `witness organisation/alfa/in-force stl/${'a'.repeat(64)}/alfa`,
      `witness organisation/alfa/previous stl/${'a'.repeat(64)}/alfa`,
      'group organisation/alfa any organisation/alfa/in-force organisation/alfa/previous',
      'group organisations 2 organisation/alfa organisation/bravo',
    ]);
  });
});
