import { expect } from 'chai';
import { parseBatch } from '../../chaincode/domain/batch/parse.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { batchExample, exampleIssuer, exampleRecords } from './batch-example.js';

describe('docs/batch-format.md', () => {
  it('shows a batch that the ledger parses', async () => {
    const { bytes } = await batchExample();
    const parsed = parseBatch(bytes, 1, nodeCrypto);
    expect(parsed.payload.iss).to.equal(exampleIssuer);
    expect(parsed.records).to.deep.equal(exampleRecords);
    // RFC 8037 appendix A.3 states the thumbprint of this key.
    expect(parsed.header.kid).to.equal('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });
});
