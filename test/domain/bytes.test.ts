import { expect } from 'chai';
import fc from 'fast-check';
import {
  base64,
  base64url,
  fromBase64,
  fromBase64url,
  fromHex,
  hex,
  text,
  utf8,
} from '../../chaincode/domain/bytes.js';

describe('base64url', () => {
  it('agrees with the vectors of RFC 4648 section 10, without padding', () => {
    const vectors = {
      '': '',
      f: 'Zg',
      fo: 'Zm8',
      foo: 'Zm9v',
      foob: 'Zm9vYg',
      fooba: 'Zm9vYmE',
      foobar: 'Zm9vYmFy',
    };
    for (const [plain, encoded] of Object.entries(vectors)) {
      expect(base64url(utf8(plain))).to.equal(encoded);
      expect(fromBase64url(encoded)).to.deep.equal(utf8(plain));
    }
    expect(base64url(Uint8Array.of(0xfb, 0xff))).to.equal('-_8');
  });

  it('decodes only the one spelling that encoding gives', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...Array.from('AQgwZz09-_+/= \n')), maxLength: 9 }),
        (encoded) => {
          const bytes = fromBase64url(encoded);
          if (bytes) expect(base64url(bytes)).to.equal(encoded);
          else expect(base64url(Buffer.from(encoded, 'base64url'))).not.to.equal(encoded);
        },
      ),
      { numRuns: 1_000 },
    );
    for (const odd of ['Zh', 'Zg==', 'Zm9=', 'A', 'Zg ', '\nZg', 'Z+/_', 'Zé'])
      expect(fromBase64url(odd), odd).to.equal(undefined);
  });
});

describe('base64', () => {
  it('decodes only the one spelling that encoding gives', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 9 }), (bytes) => {
        const encoded = base64(bytes);
        expect(encoded).to.equal(Buffer.from(bytes).toString('base64'));
        expect(fromBase64(encoded)).to.deep.equal(bytes);
      }),
    );
    for (const odd of ['Zg', 'Zg=', 'Zg===', 'Zh==', 'Zm8', 'Zm9=', 'Zm9v=', '====', '=', 'Z-_v', 'Zg==\n'])
      expect(fromBase64(odd), odd).to.equal(undefined);
  });

  it('reads a megabyte of padding in one pass', () => {
    // A pattern that starts over at each sign needs half an hour, in which nobody else is served.
    expect(fromBase64('='.repeat(1_000_000) + 'a')).to.equal(undefined);
  });
});

describe('hexadecimal', () => {
  it('reads back what it writes and refuses upper case and odd lengths', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(fromHex(hex(bytes))).to.deep.equal(bytes);
      }),
    );
    for (const odd of ['0', 'AB', '0x', 'g0', ' 00']) expect(fromHex(odd), odd).to.equal(undefined);
  });
});

describe('text', () => {
  it('keeps a byte order mark and refuses bytes that are not UTF-8', () => {
    expect(text(Uint8Array.of(0xef, 0xbb, 0xbf, 0x61))).to.equal('\ufeffa');
    for (const bad of [[0xff], [0xc0, 0xaf], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xe2, 0x82]])
      expect(() => text(Uint8Array.from(bad))).to.throw(TypeError);
  });
});
