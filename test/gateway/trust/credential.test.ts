import { expect } from 'chai';
import { base64url, fromBase64url, utf8 } from '../../../chaincode/domain/bytes.js';
import { isSignedBy, readCredential } from '../../../gateway/sdk/verify/credential.js';
import type { TrustedConsortium } from '../../../gateway/sdk/verify/index.js';

// RFC 7515 appendix A.3: key, signing input and ES256 signature.
const x = 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU';
const y = 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0';
const input =
  'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ';
const signed = 'DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q';

describe('the signature of a credential', () => {
  const kid = 'example';
  const signer = { signKey: { kid, x, y } } as TrustedConsortium['organisations'][number];
  const bytes = (text: string): Uint8Array => fromBase64url(text) ?? new Uint8Array();

  it('holds where RFC 7515 says it does, and nowhere else', async () => {
    const holds = (signature: Uint8Array, text = input): Promise<boolean> =>
      isSignedBy(signer, { kid, signature, signingInput: utf8(text) });
    expect(await holds(bytes(signed))).to.equal(true);
    expect(await holds(bytes(signed), `${input}A`)).to.equal(false);
    expect(await holds(new Uint8Array(64))).to.equal(false);
    expect(await holds(bytes(signed).subarray(0, 63))).to.equal(false);
    for (let i = 0; i < 64; i++) {
      const altered = bytes(signed).slice();
      altered[i] = (altered[i] ?? 0) ^ 1;
      expect(await holds(altered), `byte ${i}`).to.equal(false);
    }
  });

  it('is not enough: a JWT of another type is no credential (VC-JOSE-COSE section 3.1; RFC 8725 section 3.11)', () => {
    const jws = (header: object, payload: object): Uint8Array =>
      utf8([header, payload].map((part) => base64url(utf8(JSON.stringify(part)))).join('.') + `.${signed}`);
    const header = { alg: 'ES256', cty: 'vc', kid: 'did:web:a.example#k', typ: 'vc+jwt' };
    const payload = { type: ['VerifiableCredential'] };
    expect(readCredential(jws(header, payload))).to.include({ did: 'did:web:a.example', kid: 'k' });
    expect(readCredential(utf8(`${input}.${signed}`))).to.be.a('string');
    for (const other of [{ typ: 'JWT' }, { cty: 'vp' }, { alg: 'none' }, { alg: 'HS256' }, { crit: ['exp'] }])
      expect(readCredential(jws({ ...header, ...other }, payload)), JSON.stringify(other)).to.be.a('string');
    for (const claim of ['vc', 'vp'])
      expect(readCredential(jws(header, { ...payload, [claim]: {} })), claim).to.be.a('string');
  });
});
