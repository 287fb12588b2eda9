import { expect } from 'chai';
import type { CertificationEntry } from '../../../chaincode/domain/fold/aggregate.js';
import { certificateStanding } from '../../../chaincode/domain/score/components/certification.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { CertifierState } from '../../../chaincode/domain/score/components/certification.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { aggregateOf, asOf, certificate, certifier, day, flawless, policy } from './fixtures.js';

const standing = (entry: CertificationEntry, state: CertifierState = certifier) =>
  certificateStanding(entry, [state], asOf);

function accredited(from: string, until: string): CertifierState {
  return { ...certifier, accreditation: certifier.accreditation.map((one) => ({ ...one, from, until })) };
}

function points(certifications: CertificationEntry[], certifiers = [certifier]): number | null | undefined {
  const result = score(aggregateOf([flawless(100)], { certifications }), policy, asOf, certifiers);
  return result.components.find(({ name }) => name === 'certification')?.points;
}

describe('certificateStanding', () => {
  it('is valid on its first and its last day', () => {
    expect(standing(certificate())).to.equal('valid');
    expect(standing(certificate({ validFrom: asOf + daySeconds - 1 }))).to.equal('valid');
    expect(standing(certificate({ validFrom: asOf + daySeconds }))).to.equal('not-valid-then');
    expect(standing(certificate({ validUntil: asOf + 1 }))).to.equal('valid');
    expect(standing(certificate({ validUntil: asOf }))).to.equal('not-valid-then');
  });

  it('follows suspension and reinstatement by time', () => {
    const suspended = {
      at: asOf - 10 * daySeconds,
      status: 'suspended',
      reason: 'surveillance-overdue',
    } as const;
    const reinstated = { at: asOf, status: 'reinstated', reason: 'resolved' } as const;
    expect(standing(certificate({ status: [suspended] }))).to.equal('suspended');
    expect(standing(certificate({ status: [suspended, reinstated] }))).to.equal('valid');
    expect(standing(certificate({ status: [suspended, { ...reinstated, at: asOf + daySeconds }] }))).to.equal(
      'suspended',
    );
  });

  it('does not let a reinstatement undo a revocation', () => {
    const status = [
      { at: asOf - 10 * daySeconds, status: 'revoked', reason: 'misuse' },
      { at: asOf - 5 * daySeconds, status: 'reinstated', reason: 'resolved' },
    ] as const;
    expect(standing(certificate({ status }))).to.equal('revoked');
  });

  it('stops counting when the accreditation lapses, even though it held at issue', () => {
    // asOf is 2025-12-18; the certificate was issued 100 days before.
    expect(standing(certificate(), accredited('2020-01-01T00:00:00Z', '2025-12-18T00:00:00Z'))).to.equal(
      'issuer-not-accredited',
    );
    expect(standing(certificate(), accredited('2020-01-01T00:00:00Z', '2025-12-18T00:00:01Z'))).to.equal(
      'valid',
    );
  });

  it('does not count what was issued before the accreditation began', () => {
    expect(standing(certificate(), accredited('2025-12-01T00:00:00Z', '2030-01-01T00:00:00Z'))).to.equal(
      'issuer-not-accredited',
    );
  });

  it('does not count what was dated back into an accreditation that had lapsed', () => {
    const again = (from: string) => certifier.accreditation.map((one) => ({ ...one, from }));
    const until = '2025-10-01T00:00:00Z';
    const accreditation = [
      ...certifier.accreditation.map((one) => ({ ...one, until })),
      ...again('2025-12-01T00:00:00Z'),
    ];
    const state = { ...certifier, accreditation };
    // asOf is 2025-12-18: 100 days before it the accreditation held, 50 days before it did not.
    expect(standing(certificate(), state)).to.equal('valid');
    expect(standing(certificate({ stated: asOf - 50 * daySeconds }), state)).to.equal(
      'issuer-not-accredited',
    );
    expect(standing(certificate({ stated: asOf - 5 * daySeconds }), state)).to.equal('valid');
  });

  it("stops counting when the certifier's registration ends", () => {
    const until = (validUntil: string) => standing(certificate(), { ...certifier, validUntil });
    expect(until('2025-12-18T00:00:01Z')).to.equal('valid');
    expect(until('2025-12-18T00:00:00Z')).to.equal('issuer-not-accredited');
  });

  it('needs the very scheme, an active certifier, and one that is known', () => {
    expect(standing(certificate({ scheme: 'ecolabel' }))).to.equal('issuer-not-accredited');
    expect(standing(certificate(), { ...certifier, status: 'suspended' })).to.equal('issuer-not-accredited');
    expect(certificateStanding(certificate(), [], asOf)).to.equal('issuer-not-accredited');
  });
});

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
