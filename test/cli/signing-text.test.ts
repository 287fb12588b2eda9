import { expect } from 'chai';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { documentText } from '../../gateway/cli/commands/governance/consortium/document.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import { newConsortium } from '../support/consortium.js';

/** What an administrator reads of a document before he signs it. */
const read = (change: Parameters<typeof newConsortium>[0]): string[] => {
  const { document } = newConsortium(change);
  return documentText('consortium.json', readGenesis(canonicalText(document), nodeCrypto.sha256)).split('\n');
};

describe('what a person reads before signing a consortium document', () => {
  const { organisations } = newConsortium().document;

  it('has no line that a name in it has added', () => {
    const forged =
      'Acme\n\nAny 3 of 3 organisations decide together:\r\u2028Policy score 1 is the standard one.';
    const lines = read({
      organisations: organisations.map((one) => ({ ...one, name: forged.slice(0, 80) })),
    });
    expect(lines).to.include('Any 2 of 3 organisations decide together:');
    expect(lines).to.not.include('Any 3 of 3 organisations decide together:');
    expect(lines.join('\n')).to.include('Acme\\u{a}\\u{a}Any 3 of 3');
  });

  it("shows every key that would speak for an organisation, its gateway's too", () => {
    const text = read({ organisations }).join('\n');
    for (const { adminKey, cosignerKey, logKey, signKey } of organisations)
      for (const key of [adminKey.kid, signKey.kid, logKey, cosignerKey]) expect(text).to.include(key);
  });

  it('says of a score policy that is not the standard one that it is not', () => {
    const text = read({ policies: [{ ...scorePolicy1, body: { ...scorePolicy1.body, neutral: 1 } }] });
    expect(text.join('\n')).to.include('Policy score 1 is not the standard one');
    expect(read({ policies: [scorePolicy1] }).join('\n')).to.include('Policy score 1 is the standard one.');
  });
});
