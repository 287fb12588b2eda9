import { expect } from 'chai';
import fc from 'fast-check';
import { agreementOf, type Statement } from '../../../chaincode/domain/checkpoints/agreement.js';

const orgs = ['certifier', 'payments', 'platform'];
const say = (org: string, body: string): Statement => ({ org, body });

describe('agreement on a checkpoint', () => {
  it('takes k equal bodies, and names who says otherwise', () => {
    const said = [say('platform', 'a'), say('certifier', 'b'), say('payments', 'a')];
    expect(agreementOf(orgs, 2, said)).to.deep.equal({
      body: 'a',
      agree: ['payments', 'platform'],
      dissent: ['certifier'],
      equivocate: [],
      silent: [],
    });
  });

  it('is none with k-1, however often one organisation repeats itself', () => {
    const said = [say('platform', 'a'), say('platform', 'a'), say('platform', 'a')];
    expect(agreementOf(orgs, 2, said)).to.include({ body: undefined });
    expect(agreementOf(orgs, 2, said).silent).to.deep.equal(['certifier', 'payments']);
  });

  it('counts an organisation that signed two bodies for neither', () => {
    const said = [say('platform', 'a'), say('certifier', 'a'), say('platform', 'b')];
    const { body, equivocate } = agreementOf(orgs, 2, said);
    expect(body).to.equal(undefined);
    expect(equivocate).to.deep.equal(['platform']);
    expect(agreementOf(orgs, 2, [...said, say('payments', 'a')])).to.deep.include({
      body: 'a',
      agree: ['certifier', 'payments'],
      dissent: [],
      equivocate: ['platform'],
    });
  });

  it('does not hear who was not of the set at the Seal', () => {
    expect(agreementOf(orgs, 2, [say('platform', 'a'), say('stranger', 'a')]).body).to.equal(undefined);
  });

  it('never finds two agreements in the same statements, whatever part of them it has', () => {
    const statement = fc.record({
      org: fc.constantFrom(...orgs, 'stranger'),
      body: fc.constantFrom('a', 'b'),
    });
    fc.assert(
      fc.property(fc.array(statement), fc.array(statement), (first, second) => {
        const all = agreementOf(orgs, 2, [...first, ...second]);
        const turned = agreementOf(orgs, 2, [...second, ...first, ...second]);
        expect(turned).to.deep.equal(all);
        expect(all.agree.length === 0 || all.agree.length >= 2).to.equal(true);
      }),
    );
  });

  it('refuses a threshold that two bodies could both reach', () => {
    expect(() => agreementOf([...orgs, 'auditor'], 2, [])).to.throw(RangeError);
  });
});
