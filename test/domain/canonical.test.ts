import { expect } from 'chai';
import fc from 'fast-check';
import { canonicalText, parseCanonicalLine, parseDocument } from '../../chaincode/domain/canonical.js';
import { expectRefusal } from '../support/refusal.js';

describe('RFC 8785 canonical text', () => {
  it('writes the sample of section 3.2.2', () => {
    const sample: unknown = JSON.parse(String.raw`{
      "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
      "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
      "literals": [null, true, false]
    }`);
    expect(canonicalText(sample)).to.equal(
      String.raw`{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],` +
        String.raw`"string":"€$\u000f\nA'B\"\\\\\"/"}`,
    );
  });

  it('sorts names as in section 3.2.3: by UTF-16 code units', () => {
    const sample = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    const written = Object.values(JSON.parse(canonicalText(sample).replace('"1":', '"one":')) as object);
    expect(written).to.deep.equal([
      'Carriage Return',
      'One',
      'Control',
      'Latin Small Letter O With Diaeresis',
      'Euro Sign',
      'Emoji: Grinning Face',
      'Hebrew Letter Dalet With Dagesh',
    ]);
  });
});

const nested = (levels: number): string => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels);

describe('parseCanonicalLine', () => {
  const refused: readonly (readonly [what: string, line: string, pointer?: string])[] = [
    ['nothing', ''],
    ['a byte order mark', '\ufeff{"a":1}'],
    ['an array', '[1]'],
    ['a bare value', '1'],
    ['null', 'null'],
    ['white space', '{"a": 1}'],
    ['a trailing space', '{"a":1} '],
    ['trailing garbage', '{"a":1}x'],
    ['two values', '{"a":1}{"a":1}'],
    ['a carriage return', '{"a":1}\r'],
    ['duplicate names', '{"a":1,"a":1}'],
    ['duplicate names by escape', String.raw`{"a":1,"\u0061":1}`],
    ['unsorted names', '{"b":1,"a":1}'],
    ['names sorted as numbers', '{"2":1,"10":1}'],
    ['names sorted by code point', '{"\ufb33":1,"\ud83d\ude00":1}'],
    ['unsorted names deeper down', '{"a":[{"b":1,"a":1}]}'],
    ['minus zero', '{"a":-0}'],
    ['an exponent', '{"a":1e3}'],
    ['a fraction of zero', '{"a":1.0}'],
    ['a fraction', '{"a":1.5}', '/a'],
    ['2^53', '{"a":9007199254740992}', '/a'],
    ['2^53 + 1, which parsers round', '{"a":9007199254740993}', '/a'],
    ['-2^53', '{"a":[0,-9007199254740992]}', '/a/1'],
    ['a number beyond doubles', '{"a":1e400}', '/a'],
    ['a leading zero', '{"a":01}'],
    ['a plus sign', '{"a":+1}'],
    ['a lone high surrogate', String.raw`{"a":"\ud800"}`],
    ['a lone low surrogate', String.raw`{"a":"\udc00x"}`],
    ['a lone surrogate in a name', String.raw`{"\ud800":1}`],
    ['an unescaped lone surrogate', '{"a":"\ud800"}'],
    ['an escaped surrogate pair', String.raw`{"a":"\ud83d\ude00"}`],
    ['a needless escape', String.raw`{"a":"\u0061"}`],
    ['an escaped solidus', String.raw`{"a":"\/"}`],
    ['an upper-case escape', String.raw`{"a":"\u000F"}`],
    ['a long escape where a short one exists', String.raw`{"a":"\u000a"}`],
    ['a raw control character', '{"a":"\u0001"}'],
    ['__proto__', '{"__proto__":{}}', ''],
    ['an escaped __proto__', String.raw`{"\u005f_proto__":{}}`, ''],
    ['constructor', '{"a":{"constructor":1}}', '/a'],
    ['prototype', '{"a":[{"prototype":1}]}', '/a/0'],
    ['nine levels', nested(9), '/a/a/a/a/a/a/a/a'],
    ['a thousand levels', '{"a":' + '['.repeat(1_000) + ']'.repeat(1_000) + '}'],
    ['a name with ~ and /, pointed at by RFC 6901', '{"a/~b":1.5}', '/a~1~0b'],
  ];
  for (const [what, line, pointer] of refused) {
    it(`refuses ${what}`, async () => {
      const [defect] = await expectRefusal('line_not_canonical', () => parseCanonicalLine(line));
      if (pointer !== undefined) expect(defect?.pointer).to.equal(pointer);
    });
  }

  const accepted: readonly (readonly [what: string, line: string])[] = [
    ['eight levels', nested(8)],
    ['the largest safe integers', '{"a":[9007199254740991,-9007199254740991,0]}'],
    ['integer-like names in canonical order', '{"10":1,"2":1,"a":1}'],
    ['names sorted by UTF-16 code units', '{"\ud83d\ude00":1,"\ufb33":1}'],
    ['the escapes that canonical form needs', String.raw`{"a":"\b\t\n\f\r\"\\\u0000\u001f"}`],
    ['a backslash before ud800', String.raw`{"a":"\\ud800"}`],
    ['an empty object', '{}'],
    ['an empty name', '{"":1}'],
  ];
  for (const [what, line] of accepted)
    it(`accepts ${what}`, () => expect(parseCanonicalLine(line)).to.deep.equal(JSON.parse(line)));

  const names = fc
    .oneof(fc.string({ unit: 'binary' }), fc.nat({ max: 30 }).map(String))
    .filter((name) => !['__proto__', 'constructor', 'prototype'].includes(name));
  const { value } = fc.letrec<{ value: unknown; object: Record<string, unknown> }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.maxSafeInteger(),
      fc.string({ unit: 'binary' }),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('value'), { maxLength: 4 }),
      tie('object'),
    ),
    object: fc.dictionary(names, tie('value'), { maxKeys: 6 }),
  }));

  it('accepts the canonical text of any value, and no other text of it', () => {
    fc.assert(
      fc.property(value, fc.boolean(), (inner, spaced) => {
        const object = { v: inner };
        const line = canonicalText(object);
        expect(canonicalText(parseCanonicalLine(line))).to.equal(line);
        const other = spaced
          ? JSON.stringify(object, null, 1)
          : JSON.stringify(object).replace(/}$/, ',"v":0}');
        expect(() => parseCanonicalLine(other)).to.throw();
      }),
    );
  });
});

describe('parseDocument', () => {
  it('takes any layout, and then means the same as the canonical text', () => {
    expect(parseDocument('{ "b": 1,\n"a": [2] }', 4)).to.deep.equal({ a: [2], b: 1 });
  });

  it('refuses what no canonical document can hold', async () => {
    for (const text of ['', '[]', '{"a":1.5}', '{"__proto__":1}', nested(5), String.raw`{"a":"\ud800"}`])
      await expectRefusal('document_schema', () => parseDocument(text, 4));
  });
});
