import { expect } from 'chai';
import type { CertificationEntry } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { CertifierState } from '../../../chaincode/domain/certificates/certifiers.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { aggregateOf, asOf, certificate, certifier, day, flawless, policy } from './fixtures.js';

function points(certifications: CertificationEntry[], certifiers = [certifier]): number | null | undefined {
  const result = score(aggregateOf([flawless(100)], { certifications }), policy, asOf, certifiers);
  return result.components.find(({ name }) => name === 'certification')?.points;
}

describe('certification component', () => {
  it('leaves a seller without certificates at the neutral middle', () => {
    expect(points([])).to.equal(policy.neutral);
  });

  it('rises with each scheme up to the target, and with a scheme only once', () => {
    const one = points([certificate()]);
    expect(one).to.equal(750);
    expect(points([certificate(), certificate({ certificate: 'C-2' })])).to.equal(one);
    expect(points([certificate(), certificate({ certificate: 'C-2', scheme: 'iso-9001' })])).to.equal(1000);
  });

  it('counts a certificate once, by its term in force', () => {
    const until = asOf - daySeconds;
    const old = certificate({ validUntil: until });
    expect(points([old])).to.equal(500);
    expect(points([old, certificate({ validFrom: until, issued: until, stated: until })])).to.equal(750);
    const withdrawn = { at: asOf - daySeconds, status: 'revoked', reason: 'misuse' } as const;
    const renewed = certificate({ validFrom: asOf, issued: asOf, stated: asOf });
    expect(points([certificate({ status: [withdrawn] }), renewed])).to.equal(750);
    expect(points([certificate(), { ...renewed, status: [{ ...withdrawn, at: asOf }] }])).to.equal(250);
  });

  it("gives a scheme's self-assessment less, and a mere claim nothing", () => {
    expect(points([certificate({ assessmentLevel: 'scheme-self' })])).to.equal(575);
    expect(points([certificate({ assessmentLevel: 'no-endorsement' })])).to.equal(500);
  });

  it('counts a revocation against the seller only for what the seller did', () => {
    const revoked = (reason: string) =>
      points([certificate({ status: [{ at: asOf - daySeconds, status: 'revoked', reason }] })]);
    expect(revoked('non-conformity')).to.equal(250);
    expect(revoked('holder-request')).to.equal(500);
    expect(revoked('issued-in-error')).to.equal(500);
  });

  it('forgets a suspension that lies before the window', () => {
    const status = [{ at: (day - 400) * daySeconds, status: 'suspended', reason: 'misuse' }] as const;
    expect(points([certificate({ issued: (day - 500) * daySeconds, status })])).to.equal(500);
  });

  it('lets a certifier that is no longer active neither help nor harm', () => {
    const status = [{ at: asOf - daySeconds, status: 'revoked', reason: 'misuse' }] as const;
    const ended: CertifierState = { ...certifier, status: 'ended' };
    expect(points([certificate()], [ended])).to.equal(500);
    expect(points([certificate({ status })], [ended])).to.equal(500);
  });
});
