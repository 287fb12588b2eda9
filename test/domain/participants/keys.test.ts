import { expect } from 'chai';
import { base64url, fromBase64url, fromHex, utf8 } from '../../../chaincode/domain/bytes.js';
import { isAcceptableKey, keyDefects, usableKey } from '../../../chaincode/domain/participants/keys.js';
import { assertSignatureForm } from '../../../chaincode/domain/participants/signature-form.js';
import { thumbprint } from '../../../chaincode/domain/participants/thumbprint.js';
import type { PublicJwk } from '../../../chaincode/domain/ports.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { keyOf, newParticipant, newSigner, now, signBytes } from '../../support/consortium.js';
import { expectRefusal } from '../../support/refusal.js';

const bytes = (text: string): Uint8Array => fromHex(text) as Uint8Array;
const edKey = (encoded: string): PublicJwk => ({ kty: 'OKP', crv: 'Ed25519', x: base64url(bytes(encoded)) });
const ecKey = (x: string, y: string): PublicJwk => ({ kty: 'EC', crv: 'P-256', x, y });

// RFC 8037 appendix A (the key of RFC 8032 section 7.1, test 1) and RFC 7515 appendix A.3.
const rfc8037: PublicJwk = { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const rfc7515 = ecKey(
  'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
);

function accepts(alg: 'ES256' | 'Ed25519', key: PublicJwk, data: Uint8Array, signature: Uint8Array): boolean {
  assertSignatureForm(alg, key, signature);
  return nodeCrypto.verify(alg, key, data, signature);
}

describe('published signatures', () => {
  const jws = (compact: string): [Uint8Array, Uint8Array] => {
    const [header, payload, signature = ''] = compact.split('.');
    return [utf8(`${header}.${payload}`), fromBase64url(signature) as Uint8Array];
  };

  it('has the thumbprint of RFC 8037 appendix A.3', () => {
    expect(thumbprint(rfc8037, nodeCrypto.sha256)).to.equal('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
  });

  it('accepts Ed25519 of RFC 8032 section 7.1 test 1 and RFC 8037 appendix A.4', () => {
    const signature = bytes(
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    );
    const key = edKey('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a');
    expect(accepts('Ed25519', key, new Uint8Array(), signature)).to.equal(true);
    const [input, signed] = jws(
      'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
    );
    expect(accepts('Ed25519', rfc8037, input, signed)).to.equal(true);
  });

  it('accepts ES256 of RFC 7515 appendix A.3 and RFC 6979 appendix A.2.5', () => {
    const [input, signed] = jws(
      'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q',
    );
    expect(accepts('ES256', rfc7515, input, signed)).to.equal(true);
    const key = ecKey(
      base64url(bytes('60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6')),
      base64url(bytes('7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299')),
    );
    const signature = bytes(
      'efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8',
    );
    expect(accepts('ES256', key, utf8('sample'), signature)).to.equal(true);
    expect(accepts('ES256', key, utf8('Sample'), signature)).to.equal(false);
  });
});

describe('key acceptance', () => {
  // The points whose order divides 8, in all encodings (C2SP/CCTV and libsodium's list), canonical or not.
  const smallOrder = [
    '0100000000000000000000000000000000000000000000000000000000000000',
    '0100000000000000000000000000000000000000000000000000000000000080',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    '0000000000000000000000000000000000000000000000000000000000000000',
    '0000000000000000000000000000000000000000000000000000000000000080',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',
  ];

  it('refuses every Ed25519 key of small order, and signatures under it', async () => {
    for (const encoded of smallOrder) {
      expect(isAcceptableKey(edKey(encoded)), encoded).to.equal(false);
      const identity = new Uint8Array(64);
      identity[0] = 1;
      await expectRefusal('signature_form', () => assertSignatureForm('Ed25519', edKey(encoded), identity));
    }
  });

  it('refuses Ed25519 keys that are no point or not canonical', () => {
    expect(isAcceptableKey(rfc8037)).to.equal(true);
    // y = 2 gives no x; y = p + 3 is another spelling of y = 3.
    expect(isAcceptableKey(edKey(`02${'00'.repeat(31)}`))).to.equal(false);
    expect(isAcceptableKey(edKey(`03${'00'.repeat(31)}`))).to.equal(true);
    expect(isAcceptableKey(edKey(`f0${'ff'.repeat(30)}7f`))).to.equal(false);
    expect(isAcceptableKey({ kty: 'OKP', crv: 'Ed25519', x: 'AAAA' })).to.equal(false);
  });

  it('refuses P-256 keys that are not on the curve or not in its field', () => {
    expect(isAcceptableKey(rfc7515)).to.equal(true);
    const zero = 'A'.repeat(43);
    const { x, y } = rfc7515 as Extract<PublicJwk, { kty: 'EC' }>;
    expect(isAcceptableKey(ecKey(zero, zero))).to.equal(false);
    expect(isAcceptableKey(ecKey(y, x))).to.equal(false);
    expect(isAcceptableKey(ecKey(x, zero))).to.equal(false);
    // The same point twice: x = 5, and x = p + 5, which some libraries reduce silently.
    const ordinate = base64url(bytes('459243b9aa581806fe913bce99817ade11ca503c64d9a3c533415c083248fbcc'));
    expect(
      isAcceptableKey(
        ecKey(base64url(bytes('0000000000000000000000000000000000000000000000000000000000000005')), ordinate),
      ),
    ).to.equal(true);
    expect(
      isAcceptableKey(
        ecKey(base64url(bytes('ffffffff00000001000000000000000000000001000000000000000000000004')), ordinate),
      ),
    ).to.equal(false);
  });

  it('accepts every key that a platform generates', () => {
    for (let i = 0; i < 20; i++) {
      for (const alg of ['ES256', 'Ed25519'] as const)
        expect(keyDefects(keyOf(newSigner(alg)), nodeCrypto.sha256)).to.deep.equal([]);
    }
  });

  it('names each defect of a key to be registered', () => {
    const key = keyOf(newSigner());
    const defects = keyDefects(
      {
        ...key,
        alg: 'Ed25519',
        kid: 'A'.repeat(43),
        notBefore: '2026-02-30T00:00:00Z',
        revoked: { at: '2026-01-01T00:00:00Z', reason: 'ceased' },
      },
      nodeCrypto.sha256,
    );
    expect(defects.map(({ pointer }) => pointer)).to.include.members([
      '/alg',
      '/kid',
      '/notBefore',
      '/revoked',
    ]);
    const backwards = keyDefects({ ...key, notAfter: key.notBefore }, nodeCrypto.sha256);
    expect(backwards.map(({ pointer }) => pointer)).to.deep.equal(['/notAfter']);
  });
});

describe('signature form', () => {
  const order = 'ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551';
  const one = `${'00'.repeat(31)}01`;
  const zero = '00'.repeat(32);

  it('refuses ES256 scalars outside 1 to n - 1 and other lengths', async () => {
    for (const signature of [
      zero + one,
      one + zero,
      order + one,
      one + order,
      'ff'.repeat(64),
      one,
      `${one + one}00`,
    ])
      await expectRefusal('signature_form', () => assertSignatureForm('ES256', rfc7515, bytes(signature)));

    assertSignatureForm('ES256', rfc7515, bytes(`${order.slice(0, -1)}0${one}`));
  });

  it('refuses Ed25519 S of L or more: S + L is the same signature to lax verifiers', async () => {
    const order25519 = 2n ** 252n + 27742317777372353535851937790883648493n;
    const signer = newSigner('Ed25519');
    const signature = Uint8Array.from(signBytes(signer, utf8('x')));
    const s = BigInt(`0x${Buffer.from(signature.slice(32).reverse()).toString('hex')}`) + order25519;
    const shifted = Uint8Array.from(signature);
    shifted.set(bytes(s.toString(16).padStart(64, '0')).reverse(), 32);
    assertSignatureForm('Ed25519', signer.jwk, signature);
    await expectRefusal('signature_form', () => assertSignatureForm('Ed25519', signer.jwk, shifted));
  });

  it('refuses Ed25519 R in another encoding than its canonical one', async () => {
    for (const r of [
      `ed${'ff'.repeat(30)}7f`,
      `ee${'ff'.repeat(31)}`,
      `01${'00'.repeat(30)}80`,
      `ec${'ff'.repeat(31)}`,
    ])
      await expectRefusal('signature_form', () => assertSignatureForm('Ed25519', rfc8037, bytes(r + one)));
  });

  it('refuses a key of the other algorithm', async () => {
    await expectRefusal('signature_form', () => assertSignatureForm('ES256', rfc8037, bytes(one + one)));
    await expectRefusal('signature_form', () => assertSignatureForm('Ed25519', rfc7515, bytes(one + zero)));
  });
});

describe('usableKey', () => {
  const signer = newSigner();
  const key = { ...keyOf(signer), notBefore: '2026-06-01T00:00:00Z', notAfter: '2026-06-02T00:00:00Z' };
  const participant = { ...newParticipant('p', 'o', ['carrier'], []), keys: [key] };
  const from = now - 43_200;

  it('gives the key from notBefore to notAfter, both included', async () => {
    expect(usableKey(participant, key.kid, 'ES256', from)).to.equal(key);
    expect(usableKey(participant, key.kid, 'ES256', from + 86_400)).to.equal(key);
    await expectRefusal('key_not_valid', () => usableKey(participant, key.kid, 'ES256', from - 1));
    await expectRefusal('key_not_valid', () => usableKey(participant, key.kid, 'ES256', from + 86_401));
  });

  it('refuses unknown keys, other algorithms and revoked keys', async () => {
    await expectRefusal('key_unknown', () => usableKey(participant, 'A'.repeat(43), 'ES256', now));
    await expectRefusal('key_not_valid', () => usableKey(participant, key.kid, 'Ed25519', now));
    const revoked = { ...key, revoked: { at: '2026-06-01T00:00:00Z', reason: 'superseded' as const } };
    await expectRefusal('key_not_valid', () =>
      usableKey({ ...participant, keys: [revoked] }, key.kid, 'ES256', now),
    );
  });
});
