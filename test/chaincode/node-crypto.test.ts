import { expect } from 'chai';
import { utf8 } from '../../chaincode/domain/bytes.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { RecentlyUsed } from '../../chaincode/recently-used.js';
import { newSigner, signBytes } from '../support/consortium.js';

describe('nodeCrypto', () => {
  for (const alg of ['ES256', 'Ed25519'] as const) {
    it(`answers a repeated ${alg} check as the first one, and every other check anew`, () => {
      const signer = newSigner(alg);
      const other = newSigner(alg);
      const data = utf8('data');
      const signature = signBytes(signer, data);
      for (let round = 0; round < 2; round++) {
        expect(nodeCrypto.verify(alg, signer.jwk, data, signature)).to.equal(true);
        expect(nodeCrypto.verify(alg, other.jwk, data, signature)).to.equal(false);
        expect(nodeCrypto.verify(alg, signer.jwk, utf8('date'), signature)).to.equal(false);
        expect(nodeCrypto.verify(alg, signer.jwk, data, signBytes(other, data))).to.equal(false);
        expect(nodeCrypto.verify(alg, signer.jwk, data, signature.subarray(1))).to.equal(false);
      }
    });
  }

  it('refuses to check a key under the other algorithm', () => {
    const signer = newSigner('Ed25519');
    const signature = signBytes(signer, utf8('x'));
    expect(nodeCrypto.verify('ES256', signer.jwk, utf8('x'), signature)).to.equal(false);
  });
});

describe('RecentlyUsed', () => {
  it('forgets what was asked for longest ago', () => {
    const cache = new RecentlyUsed<number>(2);
    cache.set('a', 1);
    cache.set('b', 2);
    cache.get('a');
    cache.set('c', 3);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).to.deep.equal([1, undefined, 3]);
  });
});
