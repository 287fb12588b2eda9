import { expect } from 'chai';
import { parseBatch } from '../../../chaincode/domain/batch/parse.js';
import { base64url, concat, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalText } from '../../../chaincode/domain/canonical.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { newSigner, now } from '../../support/consortium.js';
import { rawBatch, type RawParts } from '../../support/raw-batch.js';
import { commitment, orderRecord } from '../../support/records.js';
import { expectRefusal } from '../../support/refusal.js';

const signer = newSigner();
const good = canonicalText(orderRecord('1'));
const build = (change: Partial<RawParts> = {}): string =>
  rawBatch({ iss: 'demo-platform', ledger: '0'.repeat(64), signer, lines: [good], ...change });

const parse = (bytes: Uint8Array | string) =>
  parseBatch(typeof bytes === 'string' ? utf8(bytes) : bytes, 1, nodeCrypto);
const refuses = (code: string, bytes: Uint8Array | string) => expectRefusal(code, () => parse(bytes));

describe('batch framing', () => {
  const frames: readonly (readonly [what: string, code: string, bytes: () => Uint8Array | string])[] = [
    ['no bytes', 'batch_framing', () => ''],
    ['one line feed', 'batch_framing', () => '\n'],
    ['no records', 'batch_framing', () => build({ lines: [] })],
    ['a byte order mark', 'batch_framing', () => `\ufeff${build()}`],
    ['CRLF', 'batch_framing', () => build().replaceAll('\n', '\r\n')],
    ['a carriage return within a line', 'batch_framing', () => build().replace('"BR"', '"B\rR"')],
    ['no line feed at the end', 'batch_framing', () => build().slice(0, -1)],
    ['an empty line at the end', 'batch_framing', () => `${build()}\n`],
    ['an empty line between', 'batch_framing', () => build().replace('\n', '\n\n')],
    ['an empty line first', 'batch_framing', () => `\n${build()}`],
    [
      'bytes that are not UTF-8',
      'batch_framing',
      () => concat(utf8(build().slice(0, -2)), Uint8Array.of(0xff, 0x7d, 0x0a)),
    ],
    [
      'an encoded surrogate',
      'batch_framing',
      () => concat(utf8(build()), Uint8Array.of(0xed, 0xa0, 0x80, 0x0a)),
    ],
    [
      'an overlong line feed',
      'batch_framing',
      () => concat(utf8(build().slice(0, -1)), Uint8Array.of(0xc0, 0x8a, 0x0a)),
    ],
    ['trailing garbage', 'line_not_canonical', () => `${build().slice(0, -1)} \n`],
    ['a line over 8 KiB', 'batch_too_large', () => build({ lines: [`{"a":"${'x'.repeat(8 * 1024 - 7)}"}`] })],
    ['2,001 records', 'batch_too_large', () => build({ lines: Array.from({ length: 2_001 }, () => good) })],
    ['over 2 MiB', 'batch_too_large', () => new Uint8Array(2 * 1024 * 1024 + 1)],
    ['2 MiB of line feeds', 'batch_too_large', () => new Uint8Array(2 * 1024 * 1024).fill(0x0a)],
  ];
  for (const [what, code, bytes] of frames) it(`refuses ${what}`, () => refuses(code, bytes()));

  it('names the lines of what it refuses', async () => {
    const [defect] = await refuses('batch_framing', concat(utf8(build()), Uint8Array.of(0x7b, 0xff, 0x0a)));
    expect(defect?.line).to.equal(3);
  });

  it('takes a line of exactly 8 KiB and 2,000 records', async () => {
    const [defect] = await refuses(
      'record_schema',
      build({ lines: [`{"a":"${'x'.repeat(8 * 1024 - 8)}"}`] }),
    );
    expect(defect?.pointer).to.equal('/kind');
    expect(parse(build({ lines: Array.from({ length: 2_000 }, () => good) })).records).to.have.length(2_000);
  });
});

describe('batch lines, signed as they are', () => {
  const spellings: readonly (readonly [what: string, line: string])[] = [
    ['white space', good.replace(',', ', ')],
    ['duplicate members', good.replace('{', '{"at":"2026-05-01T09:00:00Z",')],
    ['an exponent', good.replace('"band":8', '"band":8e0')],
    ['a fraction of zero', good.replace('"band":8', '"band":8.0')],
    ['minus zero', good.replace('"band":8', '"band":-0')],
    ['2^53', good.replace('"band":8', '"band":9007199254740992')],
    ['a needless escape', good.replace('"BR"', String.raw`"\u0042R"`)],
    ['a lone surrogate', good.replace('"BR"', String.raw`"\ud800"`)],
    ['unsorted members', `{"kind":"order",${good.slice(1).replace('"kind":"order",', '')}`],
    ['__proto__', good.replace('{', '{"__proto__":{},')],
    ['deep nesting', `{"a":${'['.repeat(4_000)}${']'.repeat(4_000)}}`],
    ['an array', `[${good}]`],
    ['no JSON', 'order'],
  ];
  for (const [what, line] of spellings) {
    it(`refuses ${what}`, async () => {
      const defects = await refuses('line_not_canonical', build({ lines: [good, line] }));
      expect(defects.map((defect) => defect.line)).to.deep.equal([3]);
    });
  }

  it('lists every defect by line, pointer and code', async () => {
    const lines = [
      good,
      good.replace('"BR"', '"br"'),
      '{ }',
      '{"kind":"gossip"}',
      canonicalText({ ...orderRecord('1'), note: 'x', deliverBy: '2026-02-30T10:00:00Z' }),
      canonicalText(orderRecord('1', { deliverBy: '2026-02-30T10:00:00Z', country: 'ZZ' })),
    ];
    const defects = await refuses('record_schema', build({ lines, payloadChange: { n: 7 } }));
    expect(defects.map(({ code, line, pointer }) => [line, pointer, code])).to.deep.equal([
      [3, '/country', 'record_schema'],
      [4, '', 'line_not_canonical'],
      [5, '/kind', 'record_schema'],
      [6, '', 'record_schema'],
      [7, '/deliverBy', 'record_semantics'],
      [7, '/deliverBy', 'record_semantics'],
      [7, '/country', 'record_semantics'],
      [1, '/jws', 'root_mismatch'],
    ]);
  });

  it('lists at most 100 defects and says how many more there are', async () => {
    const defects = await refuses(
      'line_not_canonical',
      build({ lines: Array.from({ length: 150 }, () => '{ }') }),
    );
    expect(defects).to.have.length(101);
    expect(defects.at(-1)?.reason).to.equal('50 more defects not listed');
  });

  it('never echoes what it refuses', async () => {
    const secret = 'jane.doe-7731';
    const lines = [
      `{"${secret}":1.5}`,
      canonicalText({ ...orderRecord('1'), [secret]: secret, country: secret }),
      canonicalText(orderRecord('1', { country: secret })),
      `not json ${secret}`,
    ];
    const defects = await refuses('line_not_canonical', build({ lines }));
    expect(defects.map(({ reason }) => reason).join()).not.to.include(secret);
  });
});

describe('batch JWS', () => {
  const header = { alg: 'ES256', kid: signer.kid, typ: 'stl-batch+jws' };
  const ed25519 = newSigner('Ed25519');

  const headers: readonly (readonly [what: string, change: object])[] = [
    ['crit', { crit: ['b64'] }],
    ['b64', { b64: false }],
    ['jwk', { jwk: signer.jwk }],
    ['jku', { jku: 'https://evil.example/jwks' }],
    ['x5u', { x5u: 'https://evil.example/cert' }],
    ['x5c', { x5c: ['MIIB'] }],
    ['zip', { zip: 'DEF' }],
    ['an unknown member', { foo: 1 }],
    ['alg none', { alg: 'none' }],
    ['alg HS256', { alg: 'HS256' }],
    ['alg EdDSA, which names no curve', { alg: 'EdDSA' }],
    ['a lower-case alg', { alg: 'es256' }],
    ['a kid that is no thumbprint', { kid: 'key-1' }],
    ['another typ', { typ: 'JWT' }],
  ];
  for (const [what, headerChange] of headers) {
    it(`refuses a header with ${what}`, () =>
      refuses('jws_malformed', build({ headerChange: headerChange as Record<string, unknown> })));
  }
  it('refuses a header without typ', () =>
    refuses('jws_malformed', build({ header: canonicalText({ alg: 'ES256', kid: signer.kid }) })));
  it('refuses a header with duplicate members', () =>
    refuses(
      'jws_malformed',
      build({ header: canonicalText(header).replace('{', `{"kid":"${ed25519.kid}",`) }),
    ));
  it('refuses a header in another order', () =>
    refuses(
      'jws_malformed',
      build({ header: `{"typ":"stl-batch+jws","alg":"ES256","kid":"${signer.kid}"}` }),
    ));
  it('refuses a header with white space', () =>
    refuses('jws_malformed', build({ header: JSON.stringify(header, null, 1) })));
  it('refuses a header that is an array', () => refuses('jws_malformed', build({ header: '[]' })));

  const payloads: readonly (readonly [what: string, code: string, change: Record<string, unknown>])[] = [
    ['an unknown member', 'jws_malformed', { nbf: now }],
    ['no jti', 'jws_malformed', { jti: undefined }],
    ['an empty jti', 'jws_malformed', { jti: '' }],
    ['a jti of 65 characters', 'jws_malformed', { jti: 'x'.repeat(65) }],
    ['a jti with a slash', 'jws_malformed', { jti: 'a/b' }],
    ['an upper-case ledger id', 'jws_malformed', { aud: 'A'.repeat(64) }],
    ['an issuer that is no participant id', 'jws_malformed', { iss: 'Demo Platform' }],
    ['another version', 'jws_malformed', { v: 2 }],
    ['a numeric text', 'jws_malformed', { n: '1' }],
    ['n of none', 'jws_malformed', { n: 0 }],
    ['n over 2,000', 'jws_malformed', { n: 2_001 }],
    ['a negative iat', 'jws_malformed', { iat: -1 }],
    ['a fractional iat', 'jws_malformed', { iat: now + 0.5 }],
    ['a root of other length', 'jws_malformed', { root: 'AAAA' }],
    ['a root with trailing bits', 'jws_malformed', { root: `${'A'.repeat(42)}B` }],
    ['exp before iat', 'time_window', { exp: now - 1 }],
    ['a lifetime over a day', 'time_window', { exp: now + 86_401 }],
    ['another count', 'root_mismatch', { n: 2 }],
    ['another root', 'root_mismatch', { root: commitment('other') }],
  ];
  for (const [what, code, payloadChange] of payloads)
    it(`refuses a payload with ${what}`, () => refuses(code, build({ payloadChange })));

  it('takes a lifetime of exactly a day', () =>
    expect(parse(build({ payloadChange: { exp: now + 86_400 } })).payload.exp).to.equal(now + 86_400));

  const spellings: readonly (readonly [what: string, jws: (jws: string) => string])[] = [
    ['padding', (jws) => `${jws}==`],
    ['padding of the header', (jws) => jws.replace('.', '=.')],
    ['a trailing line break in the signature', (jws) => `${jws}\n`],
    ['the standard alphabet', (jws) => `${jws.slice(0, -1)}+`],
    [
      'trailing bits',
      (jws) =>
        jws.slice(0, -1) +
        (jws.endsWith('A') ? 'B' : jws.endsWith('Q') ? 'R' : jws.endsWith('g') ? 'h' : 'x'),
    ],
    ['four parts', (jws) => `${jws}.AAAA`],
    ['two parts', (jws) => jws.slice(0, jws.lastIndexOf('.'))],
    ['no signature', (jws) => jws.slice(0, jws.lastIndexOf('.') + 1)],
    ['a detached payload', (jws) => jws.replace(/\..*\./, '..')],
    ['nothing', () => ''],
  ];
  for (const [what, jws] of spellings)
    it(`refuses a compact form with ${what}`, () => refuses('jws_malformed', build({ jws })));

  it('refuses line 1 with another member, or in JSON serialisation', async () => {
    const [first = '', ...rest] = build().split('\n');
    await refuses('jws_malformed', [first.replace('{', '{"id":1,'), ...rest].join('\n'));
    await refuses('jws_malformed', ['{"payload":"","signatures":[]}', ...rest].join('\n'));
    await refuses('line_not_canonical', [`${first} `, ...rest].join('\n'));
  });

  it('refuses records in another order, left out, or repeated', async () => {
    const other = canonicalText(orderRecord('2'));
    const [first = ''] = build({ lines: [good, other] }).split('\n');
    for (const lines of [[other, good], [good], [good, other, other], [good, good]])
      await refuses('root_mismatch', [first, ...lines, ''].join('\n'));
  });

  it('refuses an inner node of the tree passed off as a record', async () => {
    const [first = ''] = build({ lines: [good, canonicalText(orderRecord('2'))] }).split('\n');
    await refuses('line_not_canonical', [first, base64url(new Uint8Array(64)), ''].join('\n'));
  });
});
