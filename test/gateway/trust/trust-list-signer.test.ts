import { expect } from 'chai';
import { LedgerError } from '../../../gateway/ledger/port.js';
import { TrustListSigner } from '../../../gateway/services/trust/trust-list-signer.js';
import { listOf, newMember } from '../../support/trust-lists.js';

describe('signing the trust list with an older chaincode', () => {
  it('says once that it cannot, and holds up nothing', async () => {
    const member = newMember('alfa');
    const said: { version: number; reason: string }[] = [];
    let asked = 0;
    const signer = new TrustListSigner(
      {
        submit: () => {
          asked += 1;
          const reason = 'the chaincode in force does not know this transaction';
          return Promise.reject(new LedgerError('refused', reason, { cause: new Error(reason) }));
        },
      },
      { trustLists: (after) => (after < 1 ? [{ list: listOf(1, [member]), signatures: [] }] : []) },
      [
        {
          id: 'alfa',
          identity: 'gateway',
          keyOf: () => Promise.resolve(() => new Uint8Array(64)),
        },
      ],
      (trouble) => said.push(trouble),
    );
    for (let block = 0; block < 3; block++) await signer.sign();
    expect(asked).to.equal(1);
    expect(said).to.deep.equal([
      { version: 1, reason: 'alfa could not sign: the chaincode in force does not know this transaction' },
    ]);
  });
});
