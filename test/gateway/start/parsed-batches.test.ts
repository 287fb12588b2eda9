import { expect } from 'chai';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { ParsedBatches } from '../../../gateway/start/parsed-batches.js';
import { newConsortium } from '../../support/consortium.js';
import { orderRecord } from '../../support/records.js';
import { expectRefusal } from '../../support/refusal.js';

const consortium = newConsortium();
const batchOf = async (token: string): Promise<Uint8Array> =>
  (await consortium.signBatch('demo-platform', [orderRecord(token)])).bytes;

describe('batches that were parsed before', () => {
  it('are answered from memory for the same bytes, and until the last reader took them', async () => {
    const parsed = new ParsedBatches(nodeCrypto);
    const bytes = await batchOf('1');
    const first = parsed.parse(bytes, 1);
    expect(parsed.parse(bytes.slice(), 1)).to.equal(first);
    expect(parsed.take(bytes.slice(), 1)).to.equal(first);
    const again = parsed.parse(bytes, 1);
    expect(again).not.to.equal(first);
    expect(again).to.deep.equal(first);
  });

  it('never answer for bytes that were changed afterwards', async () => {
    const parsed = new ParsedBatches(nodeCrypto);
    const bytes = await batchOf('1');
    parsed.parse(bytes, 1);
    // The last byte of the record before its line feed.
    bytes[bytes.length - 2] = 0x20;
    await expectRefusal('line_not_canonical', () => parsed.take(bytes, 1));
  });

  it('are forgotten, the oldest first, where they take too much memory', async () => {
    const [a, b] = [await batchOf('1'), await batchOf('2')];
    const parsed = new ParsedBatches(nodeCrypto, a.length + b.length - 1);
    const [first, second] = [parsed.parse(a, 1), parsed.parse(b, 1)];
    expect(parsed.parse(b, 1)).to.equal(second);
    expect(parsed.parse(a, 1)).not.to.equal(first);
  });
});
