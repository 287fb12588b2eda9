import { createHash, createPrivateKey, createPublicKey, sign, verify } from 'node:crypto';
import { expect } from 'chai';
import { signMessage } from '../../../gateway/sdk/http-signatures/sign.js';
import { signatureBase, type SignableRequest } from '../../../gateway/sdk/http-signatures/signature-base.js';
import { base64 } from '../../../chaincode/domain/bytes.js';
import { FieldError, parseDictionary } from '../../../gateway/sdk/http-signatures/structured-fields.js';
import {
  SignatureError,
  readSignature,
  verifySignature,
} from '../../../gateway/sdk/http-signatures/verify.js';

/** Messages, keys and values of RFC 9421 appendix B. */
const headers: Record<string, string> = {
  host: 'example.com',
  date: 'Tue, 20 Apr 2021 02:07:55 GMT',
  'content-type': 'application/json',
  'content-digest':
    'sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:',
  'content-length': '18',
};
const request: SignableRequest = {
  method: 'POST',
  targetUri: 'https://example.com/foo?param=Value&Pet=dog',
  header: (name) => headers[name],
};
const responseHeaders: Record<string, string> = {
  date: 'Tue, 20 Apr 2021 02:07:56 GMT',
  'content-type': 'application/json',
  'content-digest':
    'sha-512=:mEWXIS7MaLRuGgxOBdODa3xqM1XdEvxoYhvlCFJ41QJgJc4GTsPp29l5oGX69wWdXymyU0rjJuahq4l5aGgfLQ==:',
  'content-length': '23',
  'signature-input':
    'sig-b24=("@status" "content-type" "content-digest" "content-length");created=1618884473;keyid="test-key-ecc-p256"',
  signature:
    'sig-b24=:wNmSUAhwb5LxtOtOpNa6W5xj067m5hFrj0XQ4fvpaCLx0NKocgPquLgyahnzDnDAUy5eCdlYUEkLIj+32oiasw==:',
};
const response = (status: number) => ({
  status,
  request,
  header: (name: string): string | undefined => responseHeaders[name],
});
const p256 = createPublicKey({
  format: 'jwk',
  key: {
    kty: 'EC',
    crv: 'P-256',
    x: 'qIVYZVLCrPZHGHjP17CTW0_-D9Lfw0EkjqF7xB4FivA',
    y: 'Mc4nN9LTDOBhfoUeg8Ye9WedFRhnZXZJA12Qp0zZ6F0',
  },
});
const ed25519 = createPrivateKey(
  '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----\n',
);

describe('RFC 9421 appendix B', () => {
  it('B.2.4: verifies the published ecdsa-p256-sha256 signature of the response', async () => {
    const read = readSignature(response(200));
    await verifySignature(response(200), read, (keyid, data, signature) => {
      expect(keyid).to.equal('test-key-ecc-p256');
      return verify('sha256', data, { key: p256, dsaEncoding: 'ieee-p1363' }, signature);
    });
  });

  it('B.2.4: the same signature does not hold for another status', async () => {
    let caught: unknown;
    try {
      await verifySignature(response(201), readSignature(response(201)), (_keyid, data, signature) =>
        verify('sha256', data, { key: p256, dsaEncoding: 'ieee-p1363' }, signature),
      );
    } catch (error) {
      caught = error;
    }
    expect(caught).to.be.instanceOf(SignatureError).and.have.property('code', 'message_signature_invalid');
  });

  it('B.2.6: makes the published signature base and the published ed25519 signature', async () => {
    const components = ['date', '@method', '@path', '@authority', 'content-type', 'content-length'];
    let base = '';
    const fields = await signMessage(
      request,
      'sig-b26',
      components,
      [
        ['created', 1618884473],
        ['keyid', 'test-key-ed25519'],
      ],
      (data) => {
        base = new TextDecoder().decode(data);
        return sign(null, data, ed25519);
      },
    );
    expect(base).to.equal(
      [
        '"date": Tue, 20 Apr 2021 02:07:55 GMT',
        '"@method": POST',
        '"@path": /foo',
        '"@authority": example.com',
        '"content-type": application/json',
        '"content-length": 18',
        '"@signature-params": ("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
      ].join('\n'),
    );
    expect(fields.signatureInput).to.equal(
      'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length");created=1618884473;keyid="test-key-ed25519"',
    );
    expect(fields.signature).to.equal(
      'sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:',
    );
  });

  it('section 2.5: refuses a component that is covered twice, absent or unknown', () => {
    const covering = (text: string): (() => Uint8Array) => {
      const input = parseDictionary(`s=${text}`).get('s');
      if (input === undefined || !('items' in input)) throw new Error('not a list');
      return () => signatureBase(request, input);
    };
    for (const text of [
      '("date" "date")',
      '("x-absent")',
      '("@query-param";name="a")',
      '("Date")',
      '("date";sf)',
    ])
      expect(covering(text), text).to.throw();
  });
});

describe('structured fields (RFC 9651)', () => {
  it('refuses fields that two readers could read differently', () => {
    const bad = [
      'a',
      'a=',
      'a=:A:',
      'a=(',
      'a=("x"',
      'a=("x""y")',
      'a=();b;b',
      'a=(),a=()',
      'a=(),',
      'A=()',
      'a=(1)',
      'a=()x',
      'a=();b=1.5',
    ];
    for (const text of bad) expect(() => parseDictionary(text), text).to.throw(FieldError);
  });

  it('takes one spelling of a byte sequence, so that a signature cannot be sent on under another', () => {
    expect(parseDictionary('a=:AQ==:').get('a')).to.deep.include({ bytes: Uint8Array.of(1) });
    // Other trailing bits, less padding, more padding, padding where none belongs.
    for (const other of ['AR==', 'AQ', 'AQ=', 'AQI', 'AQJ=', 'AQID=']) {
      for (const text of [`a=:${other}:`, `a=();b=:${other}:`])
        expect(() => parseDictionary(text), text).to.throw(FieldError);
    }
  });

  it('reads what it writes', () => {
    const bytes = createHash('sha256').update('x').digest();
    const member = parseDictionary(`a=:${base64(bytes)}:;p="q\\"r";n=-3, b=("x";req "y")`).get('a');
    expect(member).to.have.property('bytes').deep.equal(new Uint8Array(bytes));
    expect(member?.params.get('p')).to.equal('q"r');
    expect(member?.params.get('n')).to.equal(-3);
  });
});
