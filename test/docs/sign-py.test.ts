import { expect } from 'chai';
import { newestFold } from '../../chaincode/domain/fold-version.js';
import { checkBatch, type BatchContext } from '../../chaincode/domain/batch/check.js';
import { parseBatch } from '../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import {
  defaultAuthority,
  newOrganisation,
  newParticipant,
  newSigner,
  type Signer,
} from '../support/consortium.js';
import {
  batchExample,
  exampleIssuer,
  exampleJti,
  exampleKey,
  exampleLedger,
  exampleRecords,
  exampleTimes,
} from './batch-example.js';
import { ExampleSigner } from './example-signer.js';

/** A ledger on which the example's issuer is a platform with just this key. */
function ledgerWith(signer: Signer): BatchContext {
  return {
    ledger: exampleLedger,
    txTime: exampleTimes.iat,
    crypto: nodeCrypto,
    consortium: {
      ledger: exampleLedger,
      seq: 0,
      organisations: [newOrganisation('market', 'MarketMSP', ['platform'])],
      k: 1,
      authority: defaultAuthority,
      fold: { version: newestFold, fromEpoch: 0 },
      parameters: { demo: true },
      policies: {},
    },
    participant: newParticipant(exampleIssuer, 'market', ['platform'], [signer]),
  };
}

const names = { iss: exampleIssuer, aud: exampleLedger, jti: exampleJti, ...exampleTimes };

describe('docs/examples/sign.py', function () {
  this.timeout(200_000);
  let example: ExampleSigner | undefined;
  const sign: ExampleSigner['sign'] = (...words) => {
    if (example === undefined) throw new Error('no signer was started');
    return example.sign(...words);
  };

  before(async function () {
    example = await ExampleSigner.start(this);
  });
  after(() => example?.remove());

  it('writes the very bytes of the worked example', async () => {
    const { bytes } = await batchExample();
    const batch = await sign(exampleKey, exampleRecords, names);
    expect(batch.toString()).to.equal(Buffer.from(bytes).toString());
  });

  for (const alg of ['ES256', 'Ed25519'] as const) {
    it(`signs with a new ${alg} key what a ledger accepts, for trees of every shape`, async () => {
      const signer = newSigner(alg);
      const context = ledgerWith(signer);
      for (const n of [1, 2, 5, 8]) {
        const records = Array.from({ length: n }, (_, i) => exampleRecords[i % 3] as object);
        const batch = await sign(signer.privateKey.export({ format: 'jwk' }), records, names);
        const parsed = parseBatch(batch, 1, nodeCrypto);
        expect(parsed.records).to.have.length(n);
        checkBatch(parsed, context);
      }
    });
  }

  it('cannot sign for a participant whose key it does not hold', async () => {
    const parsed = parseBatch(await sign(exampleKey, exampleRecords, names), 1, nodeCrypto);
    expect(() => checkBatch(parsed, ledgerWith(newSigner('Ed25519'))))
      .to.throw(Refusal)
      .with.property('code', 'key_unknown');
  });
});
