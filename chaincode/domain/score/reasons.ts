import type { Rated } from './component.js';
import type { Reason } from './types.js';
import type { ReasonCode } from './measure/reason-codes.js';

/** A reason whose effect is still an exact share: `weighted` / (sum of the weights). */
interface Share {
  readonly reason: Omit<Reason, 'effect'>;
  readonly weighted: number;
}

/**
 * Why a score is what it is. Each scored component gives up to two reasons: what its rate says, and what is held back
 * because the facts are few (`limited_evidence`); one with too few facts gives one. The effects add up to
 * `overall - neutral` exactly: fractions are shared out by largest remainder, so that no point goes unexplained.
 */
export function scoreReasons(rated: readonly Rated[], overall: number, neutral: number): Reason[] {
  const total = weightOf(rated);
  const shares = rated.flatMap((one) => componentShares(one, neutral));
  const floors = shares.map(({ weighted }) => floorDivide(weighted, total));
  const rest = overall - neutral - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = shares
    .map(({ weighted }, i) => ({ i, remainder: weighted - (floors[i] ?? 0) * total }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  const extra = new Set(byRemainder.slice(0, rest).map(({ i }) => i));
  return shares
    .map(({ reason }, i) => ({ ...reason, effect: (floors[i] ?? 0) + (extra.has(i) ? 1 : 0) }))
    .filter(({ effect }) => effect !== 0)
    .sort(byEffect);
}

/** Why there is no score, and what it would take. */
export function historyReasons(rated: readonly Rated[], days: number, minimumDays: number): Reason[] {
  const reasons: Reason[] = [];
  if (days < minimumDays)
    reasons.push({
      code: 'young_seller',
      component: 'delivery',
      effect: 0,
      numbers: { days, needed: minimumDays },
    });
  for (const { result, measure, minimum } of rated)
    if (result.status === 'insufficient')
      reasons.push({
        code: 'too_few_facts',
        component: result.name,
        effect: 0,
        numbers: { evidence: Number(measure.evidence), needed: minimum },
      });
  return reasons.sort(byEffect);
}

export function weightOf(rated: readonly Rated[]): number {
  return rated.reduce((sum, { result }) => sum + result.weight, 0);
}

function componentShares({ result, measure, minimum, points }: Rated, neutral: number): Share[] {
  if (result.status === 'insufficient') {
    const all = points.lower - neutral;
    const numbers = { ...result.counts, evidence: Number(measure.evidence), needed: minimum };
    const code = all >= 0 ? 'too_few_facts' : worstFault(measure.faults);
    return [{ reason: { code, component: result.name, numbers }, weighted: result.weight * all }];
  }
  const facts = points.rate - neutral;
  const { name: component, weight, counts, rate, lower, denominator } = result;
  return [
    {
      reason: {
        code: facts >= 0 ? measure.merit : worstFault(measure.faults),
        component,
        numbers: { ...counts, rate: rate ?? 0 },
      },
      weighted: weight * facts,
    },
    {
      reason: {
        code: 'limited_evidence',
        component,
        numbers: { denominator, rate: rate ?? 0, lower: lower ?? 0 },
      },
      weighted: weight * (points.lower - points.rate),
    },
  ];
}

function worstFault(faults: Rated['measure']['faults']): ReasonCode {
  const [first, ...others] = faults;
  if (first === undefined) return 'limited_evidence';
  return others.reduce((worst, fault) => (fault.count > worst.count ? fault : worst), first).code;
}

function floorDivide(a: number, b: number): number {
  const remainder = a % b;
  return (a - remainder) / b - (remainder < 0 ? 1 : 0);
}

function byEffect(a: Reason, b: Reason): number {
  return (
    Math.abs(b.effect) - Math.abs(a.effect) || compare(a.code, b.code) || compare(a.component, b.component)
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
