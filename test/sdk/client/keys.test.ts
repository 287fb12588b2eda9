import { expect } from 'chai';
import { generateKey, importSigner, publicJwk } from '../../../gateway/sdk/client/index.js';
import { verifyWith } from '../../../gateway/sdk/platform/keys.js';

describe('checking a signature on a platform that cannot', () => {
  const own = Object.getOwnPropertyDescriptor(crypto, 'subtle');
  afterEach(() => {
    if (own === undefined) Reflect.deleteProperty(crypto, 'subtle');
    else Object.defineProperty(crypto, 'subtle', own);
  });

  it('is no word against the signature', async () => {
    const data = new Uint8Array([1, 2, 3]);
    for (const alg of ['ES256', 'Ed25519'] as const) {
      const key = await generateKey(alg);
      const signature = await (await importSigner(key)).sign(data);
      const check = () => verifyWith(publicJwk(key), data, signature);
      expect(await check()).to.equal(true);
      const old = { importKey: () => Promise.reject(new DOMException('unknown', 'NotSupportedError')) };
      for (const subtle of [undefined, old]) {
        Object.defineProperty(crypto, 'subtle', { value: subtle, configurable: true });
        const outcome = await check().catch((error: unknown) => error);
        expect(outcome).to.include({ name: 'ClientError', code: 'key_unusable' });
      }
      Reflect.deleteProperty(crypto, 'subtle');
    }
  });

  it('is told from a key that is none', async () => {
    const none = { kty: 'OKP', crv: 'Ed25519', x: 'AAAA' } as const;
    expect(await verifyWith(none, new Uint8Array(1), new Uint8Array(64))).to.equal(false);
  });
});
