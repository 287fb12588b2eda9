import { expect } from 'chai';
import { emptyBits, isBitSet, setBit } from '../../../chaincode/domain/status-lists/bits.js';
import { listSize, placeOf } from '../../../chaincode/domain/status-lists/place.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { unpack } from '../../../gateway/sdk/verify/status.js';

const { sha256 } = nodeCrypto;

describe('places in status lists', () => {
  it('are one to one, and fill each list before the next begins', () => {
    const taken = new Set<number>();
    for (let n = 0; n < listSize; n++) {
      const { index, part } = placeOf(sha256, 'a'.repeat(64), 'suspension', n);
      expect(part).to.equal(0);
      taken.add(index);
    }
    expect(taken.size).to.equal(listSize);
    expect(Math.max(...[...taken].slice(0, 1000))).to.be.below(listSize);
    expect(placeOf(sha256, 'a'.repeat(64), 'suspension', listSize).part).to.equal(1);
  });

  it('are scattered otherwise in every list', () => {
    const places = ['suspension', 'revocation/1/good', 'revocation/1/fair'].map(
      (series) => placeOf(sha256, 'a'.repeat(64), series, 7).index,
    );
    expect(new Set(places).size).to.equal(3);
  });
});

describe('bitstrings', () => {
  it('are unpacked as published (W3C Bitstring Status List v1.0, example of section 2.2)', async () => {
    const bits = await unpack('uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA');
    expect(bits?.length).to.equal(listSize / 8);
    expect(bits?.every((byte) => byte === 0)).to.equal(true);
  });

  it('begin with the leftmost bit of the first byte', () => {
    const bits = emptyBits();
    setBit(bits, 0);
    setBit(bits, 9);
    expect([...bits.subarray(0, 2)]).to.deep.equal([0x80, 0x40]);
    expect([0, 1, 8, 9].map((index) => isBitSet(bits, index))).to.deep.equal([true, false, false, true]);
    expect(() => isBitSet(bits, listSize)).to.throw(RangeError);
    expect(() => isBitSet(bits, -1)).to.throw(RangeError);
    expect(() => isBitSet(bits, 0.5)).to.throw(RangeError);
  });
});
