import { expect } from 'chai';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import { verifyBadge } from '../../../gateway/sdk/verify/index.js';
import { BadgeMaker } from '../../support/badge-maker.js';
import { day, flawless, newestPeriod } from '../../domain/score/fixtures.js';

describe('the badge of a dormant seller', () => {
  const maker = new BadgeMaker();
  // Four periods of business, 20 periods ago.
  const recent = [23, 22, 21, 20].map((age) => ({
    period: newestPeriod - age,
    counters: { ...flawless(60), deliveredElsewhere: 57, paidElsewhere: 60 },
  }));
  const newestDay = day - 20 * 28;
  const evidence = maker.evidence({ aggregate: { newestDay, periods: { recent, lifetime: {} } } });
  const honest = maker.credential(evidence);
  const { credentialSubject: subject } = honest;
  const judged = async (change: object): Promise<string> => {
    const credential = { ...honest, credentialSubject: { ...subject, ...change } };
    const { code, state } = await verifyBadge(
      utf8(maker.signed(credential)),
      maker.trust,
      maker.options(credential),
    );
    return `${state} ${code}`;
  };

  it('states no score but its last one, which its reader computes again', async () => {
    expect(subject).to.include({ status: 'dormant', overall: null, band: null, provisional: false });
    expect(subject.last?.asOf).to.match(/^20\d\d-\d\d-\d\dT00:00:00Z$/);
    expect(subject.last?.overall).to.be.a('number');
    expect(await judged({})).to.equal('valid valid');
  });

  it('is forged where the last score, its day or its band is another, or left out', async () => {
    const { last } = subject;
    if (last === undefined) throw new Error('not dormant');
    for (const other of [
      { ...last, overall: last.overall + 1 },
      { ...last, asOf: '2020-01-01T00:00:00Z' },
      { ...last, band: 'excellent' },
    ])
      expect(await judged({ last: other })).to.equal('forged score_mismatch');
    expect(await judged({ last: undefined })).to.equal('forged score_mismatch');
    expect(await judged({ status: 'not-enough-history' })).to.equal('forged score_mismatch');
  });
});

describe('the badge of a seller whose orders others confirm', () => {
  const maker = new BadgeMaker();
  const counters = { ...flawless(100), deliveredElsewhere: 94, paidElsewhere: 88 };
  const recent = [3, 2, 1, 0].map((age) => ({ period: newestPeriod - age, counters }));
  const honest = maker.credential(maker.evidence({ aggregate: { periods: { recent, lifetime: {} } } }));

  it('states how much, and is forged where that does not follow', async () => {
    expect(honest.credentialSubject.corroboration).to.deep.equal({ delivery: 940_000, payment: 880_000 });
    const more = { delivery: 1_000_000, payment: 880_000 };
    const credential = { ...honest, credentialSubject: { ...honest.credentialSubject, corroboration: more } };
    const verdict = await verifyBadge(utf8(maker.signed(credential)), maker.trust, maker.options(credential));
    expect(verdict).to.include({ state: 'forged', code: 'score_mismatch' });
  });
});
