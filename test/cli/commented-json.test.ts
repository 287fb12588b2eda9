import { expect } from 'chai';
import { parseCommented } from '../../gateway/cli/frame/commented-json.js';
import type { CliFailure } from '../../gateway/cli/frame/failure.js';

const detailsOf = (text: string): string => {
  try {
    parseCommented(text, 'f');
  } catch (error) {
    return (error as CliFailure).details.join('; ');
  }
  return expect.fail('it was read');
};

describe('JSON that people write', () => {
  it('may have comments and trailing commas, and a $schema for editors', () => {
    const { at, value } = parseCommented('{\n  "$schema": "./s.json", // one\n  "a": [1, 2,],\n}\n', 'f');
    expect(value).to.deep.equal({ a: [1, 2] });
    expect(at('/a/1')).to.equal('f:3:12');
    expect(at('/a/7/x')).to.equal('f:3:8');
    expect(at('/b')).to.equal('f:1:1');
  });

  for (const [what, text, said] of [
    ['nothing', '', 'f:1:1 value expected'],
    ['what is no object', '[]', 'not a JSON object'],
    ['a mistake, with its place', '{\n "a" 1\n}', 'f:2:6 colon expected'],
    [
      'a member that is there twice, at any depth',
      '{"a":{"b":1,"b":2}}',
      'f:1:13 this member is there twice',
    ],
    ['a name spelt in two ways', '{"a":1,"\\u0061":2}', 'twice'],
    ['a name that changes an object', '{"__proto__":{"k":1}}', 'forbidden member name'],
    ['numbers that languages read differently', '{"a":1.5}', 'f:1:6 number is not a safe integer'],
    ['nesting without end', `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`, 'nested too deeply'],
    ['half a character', '{"a":"\\ud800"}', 'well-formed'],
    ['a file without end', `{"a":"${'x'.repeat(1_100_000)}"}`, 'over 1 Mi'],
  ] as const) {
    it(`is refused with ${what}`, () => {
      expect(detailsOf(text)).to.include(said);
    });
  }
});
