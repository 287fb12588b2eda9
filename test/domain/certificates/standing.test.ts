import { expect } from 'chai';
import type { CertifierState } from '../../../chaincode/domain/certificates/certifiers.js';
import { certificatesOn } from '../../../chaincode/domain/certificates/standing.js';
import type { CertificationEntry } from '../../../chaincode/domain/fold/aggregate.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { asOf, certificate, certifier } from '../score/fixtures.js';

const standing = (entry: CertificationEntry, state: CertifierState = certifier) =>
  certificatesOn([entry], [state], asOf)[0]?.standing;

function accredited(from: string, until: string): CertifierState {
  return { ...certifier, accreditation: certifier.accreditation.map((one) => ({ ...one, from, until })) };
}

describe('a certificate on a day', () => {
  it('is valid on its first and its last day', () => {
    expect(standing(certificate())).to.equal('valid');
    expect(standing(certificate({ validFrom: asOf + daySeconds - 1 }))).to.equal('valid');
    expect(standing(certificate({ validFrom: asOf + daySeconds }))).to.equal('not-yet-valid');
    expect(standing(certificate({ validUntil: asOf + 1 }))).to.equal('valid');
    expect(standing(certificate({ validUntil: asOf }))).to.equal('expired');
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
    expect(certificatesOn([certificate()], [], asOf)[0]?.standing).to.equal('issuer-not-accredited');
  });
});

describe('the term in force', () => {
  const dayOf = (n: number): number => asOf + n * daySeconds;
  /** Issued on the day it begins, unless said otherwise; days count from `asOf`. */
  const term = (from: number, until: number, more: Partial<CertificationEntry> = {}): CertificationEntry =>
    certificate({
      record: `${from} to ${until}`,
      ...{ validFrom: dayOf(from), validUntil: dayOf(until), issued: dayOf(from), stated: dayOf(from) },
      ...more,
    });
  const on = (entries: readonly CertificationEntry[], day = asOf): string[] =>
    certificatesOn(entries, [certifier], day).map(
      ({ standing: now, term: shown }) => `${shown.record}: ${now}`,
    );

  it('follows a renewal without a day between', () => {
    const renewed = [term(-1000, 0), term(0, 1000)];
    expect(on(renewed, dayOf(-1))).to.deep.equal(['-1000 to 0: valid']);
    expect(on(renewed, dayOf(0))).to.deep.equal(['0 to 1000: valid']);
  });

  it('is the newest that has begun, where terms overlap', () => {
    const overlapping = [term(-1000, 50), term(-10, 1000)];
    expect(on(overlapping)).to.deep.equal(['-10 to 1000: valid']);
    expect(on(overlapping, dayOf(-11))).to.deep.equal(['-1000 to 50: valid']);
  });

  it('is the one before while the renewal has not begun, or was not issued yet', () => {
    expect(on([term(-1000, 50), term(50, 1000)])).to.deep.equal(['-1000 to 50: valid']);
    expect(on([term(-1000, 50), term(-10, 1000, { issued: dayOf(1) })])).to.deep.equal([
      '-1000 to 50: valid',
    ]);
  });

  it('is none in a gap, and none when all have ended', () => {
    expect(on([term(-1000, -50), term(50, 1000)])).to.deep.equal(['50 to 1000: not-yet-valid']);
    expect(on([term(50, 1000), term(1000, 2000)])).to.deep.equal(['50 to 1000: not-yet-valid']);
    expect(on([term(-2000, -1000), term(-1000, -50)])).to.deep.equal(['-1000 to -50: expired']);
  });

  it('is expired rather than of a body that is not accredited, or revoked: the end came first', () => {
    const status = [{ at: dayOf(-60), status: 'revoked', reason: 'misuse' }] as const;
    expect(on([term(-1000, -50, { scheme: 'ecolabel' })])).to.deep.equal(['-1000 to -50: expired']);
    expect(on([term(-1000, -50, { status })])).to.deep.equal(['-1000 to -50: expired']);
  });

  it('is judged by its own changes of status', () => {
    const status = [{ at: dayOf(-20), status: 'suspended', reason: 'misuse' }] as const;
    expect(on([term(-1000, 50, { status }), term(-10, 1000)])).to.deep.equal(['-10 to 1000: valid']);
    expect(on([term(-1000, 50), term(-30, 1000, { status })])).to.deep.equal(['-30 to 1000: suspended']);
  });

  it('is found in any order, and leaves the others with the newest first', () => {
    const [found] = certificatesOn([term(-10, 1000), term(2000, 3000), term(-1000, 50)], [certifier], asOf);
    expect(found?.term.record).to.equal('-10 to 1000');
    expect(found?.others.map(({ record }) => record)).to.deep.equal(['2000 to 3000', '-1000 to 50']);
  });

  it('is one for each number of each certifier', () => {
    const others = [term(-10, 10), term(-5, 5, { certificate: 'C-2' }), term(-5, 5, { issuer: 'other' })];
    expect(certificatesOn(others, [certifier], asOf)).to.have.length(3);
  });
});
