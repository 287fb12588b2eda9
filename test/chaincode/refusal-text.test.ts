import { expect } from 'chai';
import { Refusal, refusalCodes, type Defect } from '../../chaincode/domain/errors.js';
import { parseRefusalText, refusalText } from '../../chaincode/refusal-text.js';

describe('a refusal as text', () => {
  for (const code of refusalCodes) {
    it(`keeps ${code}, in whatever words Fabric wraps it`, () => {
      const refusal = new Refusal({ code, reason: 'because', line: 2, pointer: '/at' });
      const found = parseRefusalText(`peer=x, status=500, message=${refusalText(refusal)}`);
      expect(found?.defects).to.deep.equal(refusal.defects);
      expect(found?.code).to.equal(code);
    });
  }

  it('counts the defects that no error message has room for', () => {
    const defects = Array.from({ length: 2_000 }, (_, i): Defect => {
      return { code: 'record_schema', reason: 'a member is missing', line: i + 2, pointer: '/seller' };
    });
    const [first, ...others] = defects;
    const text = refusalText(new Refusal([first!, ...others]));
    expect(text.length).to.be.below(8_000);
    const found = parseRefusalText(text)!;
    const listed = found.defects.length - 1;
    expect(found.defects.slice(0, listed)).to.deep.equal(defects.slice(0, listed));
    expect(found.defects.at(-1)?.reason).to.equal(`${2_000 - listed} more defects are not listed`);
  });

  for (const text of [
    '',
    'no such function',
    '{"refusal":',
    '{"refusal":[]}',
    '{"refusal":[{"code":"x","reason":"y"}]}',
  ]) {
    it(`is not seen in ${JSON.stringify(text)}`, () => {
      expect(parseRefusalText(text)).to.equal(undefined);
    });
  }
});
