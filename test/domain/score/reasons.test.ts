import { expect } from 'chai';
import type { Counters, PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import { score } from '../../../chaincode/domain/score/score.js';
import type { Reason, ScoreResult } from '../../../chaincode/domain/score/types.js';
import { daySeconds } from '../../../chaincode/domain/time.js';
import { aggregateOf, asOf, certificate, certifier, established, flawless, policy } from './fixtures.js';

const of = (counters: Counters, more: Partial<PublicAggregate> = {}): ScoreResult =>
  score(aggregateOf(established([counters]), more), policy, asOf, [certifier]);
const codes = ({ reasons }: ScoreResult): string[] => reasons.map(({ code }) => code);
const sum = (reasons: readonly Reason[]): number => reasons.reduce((all, { effect }) => all + effect, 0);

describe('reasons of a score', () => {
  it('name frauds, and not how few payments were charged back, where 2 of 40 payments were fraud', () => {
    const { overall, reasons } = of({ ...flawless(40), frauds: 2 });
    expect(reasons[0]).to.include({ code: 'confirmed_frauds', component: 'payment' });
    expect(reasons[0]?.numbers).to.include({ paid: 40, frauds: 2 });
    expect(reasons.map(({ code }) => code)).not.to.include('clean_payments');
    expect(sum(reasons)).to.equal((overall ?? NaN) - policy.neutral);
  });

  it('name what is good where all is good, and what is held back for the few facts once', () => {
    const result = of(flawless(400));
    expect(codes(result)).to.have.members([
      'on_time_deliveries',
      'good_reviews',
      'sound_products',
      'limited_evidence',
      'clean_payments',
      'few_cases',
    ]);
    const sizes = result.reasons.map(({ effect }) => Math.abs(effect));
    expect(sizes).to.deep.equal([...sizes].sort((a, b) => b - a));
    const few = result.reasons.filter(({ code }) => code === 'limited_evidence');
    expect(few).to.have.length(1);
    expect(few[0]).to.deep.include({ component: null, numbers: { components: 6, insufficient: 0 } });
    expect(few[0]?.effect).to.be.below(0);
  });

  it('put a withdrawn certificate first, before a fault that costs more', () => {
    const status = [{ at: asOf - daySeconds, status: 'revoked', reason: 'misuse' }] as const;
    const result = of(
      { ...flawless(200), onTime: 120, late: 80 },
      { certifications: [certificate({ status })] },
    );
    expect(codes(result).slice(0, 2)).to.deep.equal(['withdrawn_certificates', 'late_deliveries']);
    const [withdrawn, late] = result.reasons;
    expect(Math.abs(withdrawn?.effect ?? 0)).to.be.below(Math.abs(late?.effect ?? 0));
  });

  it('put lost orders before late ones, though there are more of those', () => {
    const result = of({ ...flawless(200), onTime: 140, late: 50, lost: 10 });
    expect(codes(result)[0]).to.equal('lost_orders');
    expect(codes(result)).not.to.include('late_deliveries');
  });

  it('put all grave faults first, the one that costs most before the others', () => {
    const status = [{ at: asOf - daySeconds, status: 'suspended', reason: 'non-conformity' }] as const;
    const result = of(
      { ...flawless(200), onTime: 100, late: 60, lost: 40, frauds: 20, reviews: 200, ratingSum: 400 },
      { certifications: [certificate({ status })] },
    );
    expect(codes(result).slice(0, 3)).to.have.members([
      'lost_orders',
      'confirmed_frauds',
      'withdrawn_certificates',
    ]);
    const costs = result.reasons.slice(0, 3).map(({ effect }) => effect);
    expect(costs).to.deep.equal([...costs].sort((a, b) => a - b));
  });

  it('name a grave fault that a merit evens out, without any effect', () => {
    const status = [{ at: asOf - daySeconds, status: 'revoked', reason: 'misuse' }] as const;
    const certifications = [certificate(), certificate({ certificate: 'C-2', scheme: 'iso-9001', status })];
    const [first] = of(flawless(400), { certifications }).reasons;
    expect(first).to.include({ code: 'withdrawn_certificates', component: 'certification', effect: 0 });
  });

  it('leave out what has neither fault nor effect: a seller without certificates', () => {
    expect(of(flawless(400)).reasons.map(({ component }) => component)).not.to.include('certification');
  });

  it('call a component good from 700 points at its rate on, whatever the few facts hold back', () => {
    // 90 % on time are 700 points, by the map.
    const at = (onTime: number) => of({ ...flawless(1_000), onTime, late: 1_000 - onTime });
    expect(codes(at(900))).to.include('on_time_deliveries');
    expect(codes(at(899))).to.include('late_deliveries');
  });

  it('count three stars and fewer as poor reviews: they lie below the neutral 3.4', () => {
    const result = of({ ...flawless(100), ratingSum: 300, rating5: 0, rating3: 100 });
    expect(codes(result)).to.include('poor_reviews');
    expect(codes(result)).not.to.include('good_reviews');
  });

  it('gather what all components lack in one, and keep the fault of one that few facts show to be bad', () => {
    const none = of({ ...flawless(100), reviews: 0, ratingSum: 0, rating5: 0, paid: 0 });
    const few = none.reasons.filter(({ component }) => component === null);
    expect(few.map(({ code, numbers }) => [code, numbers])).to.deep.equal([
      ['limited_evidence', { components: 6, insufficient: 2 }],
    ]);
    const poor = of({ ...flawless(100), reviews: 2, ratingSum: 2, rating1: 2, rating5: 0 });
    const named = poor.reasons.filter(({ component }) => component === 'reviews');
    expect(named.map(({ code }) => code)).to.deep.equal(['poor_reviews']);
    expect(named[0]?.numbers).to.deep.include({ rating1: 2, evidence: 2_000_000, needed: 10 });
    expect(sum(poor.reasons)).to.equal((poor.overall ?? NaN) - policy.neutral);
  });
});
