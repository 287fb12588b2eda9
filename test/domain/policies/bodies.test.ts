import { expect } from 'chai';
import { policyNames, type PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { byForm } from '../../../chaincode/domain/policies/by-form.js';
import { policyDefects } from '../../../chaincode/domain/policies/index.js';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';

const places = (document: PolicyDocument): string[] =>
  policyDefects(document).map(({ code, pointer }) => `${code} ${pointer}`);

describe('policy bodies', () => {
  it('take a policy that fits the form of its body', () => {
    expect(places(scorePolicy1)).to.deep.equal([]);
  });

  for (const name of policyNames.filter((each) => each !== 'score')) {
    it(`refuse any ${name} policy, for nobody could read it`, () => {
      for (const body of [{}, { v: 1 }, scorePolicy1.body])
        expect(places({ name, version: 1, body })).to.deep.equal(['document_schema /name']);
    });
  }

  it('are read by the form that they name, the first where they name none', () => {
    const forms = { 1: 'first', 2: 'second' };
    expect([{}, { v: 1 }, { v: 2 }, { v: 3 }, null].map((body) => byForm(forms, body))).to.deep.equal([
      ...['first', 'first', 'second', undefined, 'first'],
    ]);
  });

  it('refuse a form that no schema is known for', () => {
    for (const v of [0, 2, 1.5, '1', null, 'constructor', '__proto__', {}]) {
      expect(places({ ...scorePolicy1, body: { ...scorePolicy1.body, v } }), JSON.stringify(v)).to.deep.equal(
        ['document_schema /body/v'],
      );
    }
  });

  it('have one spelling: the first form of a score policy does not name itself', () => {
    const named = { ...scorePolicy1, body: { ...scorePolicy1.body, v: 1 } };
    expect(places(named)).to.include('document_schema /body/v');
  });
});
