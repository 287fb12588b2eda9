import { expect } from 'chai';
import { generateKeyPairSync, sign } from 'node:crypto';
import { fromBase64, fromBase64url, hex, utf8 } from '../../../chaincode/domain/bytes.js';
import {
  formatNote,
  noteKeyId,
  noteTypes,
  parseNote,
  signatureClaim,
  signatureLine,
  signedBytes,
  verifierKey,
  verifyNote,
  type NoteKey,
  type NoteType,
} from '../../../chaincode/domain/tlog/note.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';

const { sha256 } = nodeCrypto;

// The documentation of golang.org/x/mod/sumdb/note.
const published = {
  key: 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW',
  note:
    'If you think cryptography is the answer to your problem,\n' +
    "then you don't know what your problem is.\n\n" +
    '\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n',
};

const text = 'stl/test\n1\nAAAA\n';

function newKey(name: string, type: NoteType): { key: NoteKey; line: (of: string, time?: number) => string } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const x = fromBase64url(publicKey.export({ format: 'jwk' }).x ?? '');
  const key = { name, type, publicKey: x ?? expect.fail('no key') };
  return {
    key,
    line: (of, time = 0) =>
      signatureLine(sha256, key, sign(null, signedBytes(type, of, time), privateKey), time),
  };
}

describe('signed notes (C2SP signed-note, tlog-cosignature)', () => {
  it('verifies the published one', () => {
    const [name, id, value] = published.key.split('+');
    const bytes = fromBase64(value ?? '') ?? expect.fail('no base64');
    const key: NoteKey = { name: name ?? '', type: noteTypes.ed25519, publicKey: bytes.subarray(1) };
    expect(hex(noteKeyId(sha256, key))).to.equal(id);
    expect(verifierKey(sha256, key)).to.equal(published.key);
    const note = parseNote(utf8(published.note)) ?? expect.fail('no note');
    expect(verifyNote(nodeCrypto, note, [key])).to.deep.equal([{ key }]);
    const other = parseNote(utf8(published.note.replace('answer', 'Answer'))) ?? expect.fail('no note');
    expect(verifyNote(nodeCrypto, other, [key])).to.equal(undefined);
  });

  it('reads the published cosignature: its time, and what it signs', () => {
    // C2SP tlog-cosignature v1.0.0, the example checkpoint and the message of section "Ed25519 signed message".
    const body = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';
    const lines = [
      '\u2014 example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n',
      '\u2014 witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n',
    ];
    const note = parseNote(utf8(formatNote(body, lines))) ?? expect.fail('no note');
    expect(note.signatures.map(({ keyId, name }) => `${name} ${hex(keyId)}`)).to.deep.equal([
      'example.com/behind-the-sofa 033de0ae',
      'witness.example.com/w1 8d66cf3f',
    ]);
    const cosignature = note.signatures[1]?.signature ?? expect.fail('no signature');
    expect(hex(cosignature.subarray(0, 8))).to.equal((1_679_315_147).toString(16).padStart(16, '0'));
    expect(new TextDecoder().decode(signedBytes(noteTypes.cosignature, note.text, 1_679_315_147))).to.equal(
      `cosignature/v1\ntime 1679315147\n${body}`,
    );
    // No valid signature, for its S is not below the group's order (RFC 8032 section 5.1.7).
    const { key } = newKey('witness.example.com/w1', noteTypes.cosignature);
    expect(signatureClaim(note.text, key, cosignature)).to.equal(undefined);
  });

  it('gives the time of a cosignature, and refuses another time', () => {
    const { key, line } = newKey('platform.example/cosigner', noteTypes.cosignature);
    const note = parseNote(utf8(formatNote(text, [line(text, 1_790_000_000)]))) ?? expect.fail('no note');
    expect(verifyNote(nodeCrypto, note, [key])).to.deep.equal([{ key, time: 1_790_000_000 }]);
    const [signature] = note.signatures;
    const later = signature?.signature.slice() ?? expect.fail('no signature');
    later[7] = (later[7] as number) + 1;
    expect(
      verifyNote(nodeCrypto, { ...note, signatures: [{ ...signature, signature: later } as never] }, [key]),
    ).to.equal(undefined);
  });

  it('does not take a log signature for a cosignature, nor the other way round', () => {
    const log = newKey('same', noteTypes.ed25519);
    const asCosigner: NoteKey = { ...log.key, type: noteTypes.cosignature };
    const note = parseNote(utf8(formatNote(text, [log.line(text)]))) ?? expect.fail('no note');
    expect(verifyNote(nodeCrypto, note, [asCosigner])).to.deep.equal([]);
  });

  it('counts a key once, keeps unknown ones and ignores them', () => {
    const [known, unknown] = [newKey('known', noteTypes.ed25519), newKey('unknown', noteTypes.ed25519)];
    const lines = [unknown.line(text), known.line(text), known.line(text)];
    const note = parseNote(utf8(formatNote(text, lines))) ?? expect.fail('no note');
    expect(note.signatures).to.have.length(3);
    expect(verifyNote(nodeCrypto, note, [known.key])).to.deep.equal([{ key: known.key }]);
  });

  it('takes a note as forged, not as unsigned, where a known key’s line does not hold', () => {
    const { key, line } = newKey('known', noteTypes.ed25519);
    const note =
      parseNote(utf8(formatNote(text, [line(`${text}2\n`), line(text)]))) ?? expect.fail('no note');
    expect(verifyNote(nodeCrypto, note, [key])).to.equal(undefined);
  });

  const good = published.note;
  const broken: readonly (readonly [what: string, bytes: Uint8Array])[] = [
    ['no signature', utf8('text\n')],
    ['no line feed at the end', utf8(good.slice(0, -1))],
    ['a text without a line feed', utf8(good.replace('is.\n\n', 'is.\n'))],
    ['a hyphen instead of the dash', utf8(good.replace('\u2014', '-'))],
    ['a space too many', utf8(good.replace('PeterNeumann x', 'PeterNeumann  x'))],
    ['a name with a plus sign', utf8(good.replace('PeterNeumann', 'Peter+Neumann'))],
    ['base64 without padding', utf8(good.replace('nAM=', 'nAM'))],
    ['stray bits in the base64', utf8(good.replace('nAM=', 'nAN='))],
    ['an empty line among the signatures', utf8(`${good}\n`)],
    ['a tab', utf8(good.replace('If', '\tIf'))],
    ['bytes that are no UTF-8', Uint8Array.of(0xff, ...utf8(good))],
    ['101 signatures', utf8(good + (good.split('\n\n')[1] ?? '').repeat(100))],
  ];
  for (const [what, bytes] of broken)
    it(`is none with ${what}`, () => expect(parseNote(bytes)).to.equal(undefined));
});
