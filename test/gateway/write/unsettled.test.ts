import { expect } from 'chai';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { Unsettled } from '../../../gateway/services/write/unsettled.js';
import { signBatch } from '../../../gateway/sdk/client/batches.js';
import { generateKey, importSigner } from '../../../gateway/sdk/client/index.js';
import { orderRecord } from '../../support/records.js';

describe('batches on their way', () => {
  const folds: (() => void)[] = [];
  const queries = { folded: () => new Promise<void>((resolve) => folds.push(resolve)) };
  const batch = async (as: string, name: string) => {
    const signer = await importSigner(await generateKey('ES256'));
    return signBatch([orderRecord(name)], { as, signer, ledger: '0'.repeat(64) });
  };

  it('are unsettled until they can be read here, or are refused', async () => {
    const unsettled = new Unsettled(queries, nodeCrypto.sha256);
    const [taken, refused, other] = await Promise.all([
      batch('plat-a', '1'),
      batch('plat-a', '2'),
      batch('plat-b', '3'),
    ]);
    const [settleTaken, settleRefused] = [taken, refused, other].map(({ bytes }) => unsettled.begin(bytes));
    expect(unsettled.of('plat-a')).to.deep.equal([taken.id, refused.id]);
    settleRefused?.();
    settleTaken?.({ batch: taken.id, duplicate: false, block: 7 });
    await Promise.resolve();
    expect(unsettled.of('plat-a'), 'committed, and not folded').to.deep.equal([taken.id]);
    folds.shift()?.();
    await new Promise(setImmediate);
    expect(unsettled.of('plat-a')).to.deep.equal([]);
    expect(unsettled.of('plat-b')).to.deep.equal([other.id]);
  });

  it('are told once, however often they are sent', async () => {
    const unsettled = new Unsettled(queries, nodeCrypto.sha256);
    const { bytes, id } = await batch('plat-a', '1');
    const settle = unsettled.begin(bytes);
    unsettled.begin(bytes);
    expect(unsettled.of('plat-a')).to.deep.equal([id]);
    settle();
    expect(unsettled.of('plat-a'), 'the second is still on its way').to.deep.equal([id]);
  });

  it('are none where the first line is no signature', () => {
    const unsettled = new Unsettled(queries, nodeCrypto.sha256);
    for (const bytes of [new Uint8Array(), new Uint8Array([0xff, 10]), new TextEncoder().encode('{}\n')])
      unsettled.begin(bytes)();
    expect(unsettled.of('')).to.deep.equal([]);
  });
});
