import type { ScorePolicy } from '../policies/score-policy.js';
import type { Rated } from './component.js';
import { graveCodes, type ReasonCode } from './measure/reason-codes.js';
import { weightOf, type Rating } from './overall.js';
import type { Reason } from './types.js';

/** A reason whose effect is still an exact share: `weighted` / (sum of the weights). */
interface Share {
  readonly reason: Omit<Reason, 'effect'>;
  readonly isFault: boolean;
  readonly weighted: number;
}

/**
 * Why a score is what it is. Each component is named by what is best or worst of it, and what all of them lose or get
 * because facts are few is named once (`limited_evidence`). The effects add up to `overall - neutral` exactly: fractions
 * are shared out by largest remainder, so that no point goes unexplained. A fault is named also where it has no effect.
 */
export function scoreReasons(rated: readonly Rated[], overall: number, policy: ScorePolicy): Reason[] {
  const total = weightOf(rated);
  const shares = sharesOf(rated, policy);
  const floors = shares.map(({ weighted }) => floorDivide(weighted, total));
  const rest = overall - policy.neutral - floors.reduce((sum, value) => sum + value, 0);
  const byRemainder = shares
    .map(({ weighted }, i) => ({ i, remainder: weighted - (floors[i] ?? 0) * total }))
    .sort((a, b) => b.remainder - a.remainder || a.i - b.i);
  const extra = new Set(byRemainder.slice(0, rest).map(({ i }) => i));
  return shares
    .map(({ isFault, reason }, i) => ({
      isFault,
      reason: { ...reason, effect: (floors[i] ?? 0) + (extra.has(i) ? 1 : 0) },
    }))
    .filter(({ isFault, reason }) => isFault || reason.effect !== 0)
    .sort((a, b) => rankOf(a) - rankOf(b) || byEffect(a.reason, b.reason))
    .map(({ reason }) => reason);
}

/** Why there is no score: first what is bad all the same, then what it would take. */
export function historyReasons({ periods, rated }: Rating, { history, neutral }: ScorePolicy): Reason[] {
  const faults = rated
    .filter(({ points, result }) => result.status === 'scored' && points.rate < neutral)
    .flatMap((one) => {
      const code = worstFault(one.measure.faults);
      return code === undefined ? [] : [{ code, ...factsOf(one), effect: 0 }];
    })
    .sort((a, b) => rankOfFault(a.code) - rankOfFault(b.code) || byEffect(a, b));
  const whole = (code: ReasonCode, numbers: Reason['numbers']): Reason => ({
    code,
    component: null,
    effect: 0,
    numbers,
  });
  const few = fewFacts(rated);
  return [
    ...faults,
    ...(periods < history.minimumPeriods
      ? [whole('young_seller', { periods, needed: history.minimumPeriods })]
      : []),
    ...(few.insufficient > 0 ? [whole('too_few_facts', few)] : []),
  ];
}

function sharesOf(rated: readonly Rated[], policy: ScorePolicy): Share[] {
  const shares: Share[] = [];
  let held = 0;
  for (const one of rated) {
    const { measure, minimum, points, result } = one;
    const { component, numbers } = factsOf(one);
    const fault = worstFault(measure.faults);
    if (result.status === 'scored') {
      const isFault = points.rate < policy.reasons.goodFrom && fault !== undefined;
      const code = isFault ? fault : measure.merit;
      const weighted = result.weight * (points.rate - policy.neutral);
      shares.push({ reason: { code, component, numbers }, isFault, weighted });
      held += result.weight * (points.lower - points.rate);
      continue;
    }
    const weighted = result.weight * (points.lower - policy.neutral);
    if (weighted < 0 && fault !== undefined) {
      const evidence = { ...result.counts, evidence: Number(measure.evidence), needed: minimum };
      shares.push({ reason: { code: fault, component, numbers: evidence }, isFault: true, weighted });
    } else {
      held += weighted;
    }
  }
  const reason = { code: 'limited_evidence', component: null, numbers: fewFacts(rated) } as const;
  return [...shares, { reason, isFault: false, weighted: held }];
}

const factsOf = ({ result: { counts, name, rate } }: Rated): Pick<Reason, 'component' | 'numbers'> => ({
  component: name,
  numbers: { ...counts, rate: rate ?? 0 },
});

const fewFacts = (rated: readonly Rated[]) => ({
  components: rated.length,
  insufficient: rated.filter(({ result }) => result.status === 'insufficient').length,
});

/** A grave fault names a component before all others, else the most frequent one; undefined where there is none. */
function worstFault(faults: Rated['measure']['faults']): ReasonCode | undefined {
  const there = faults.filter(({ count }) => count > 0);
  const grave = there.filter(({ code }) => graveCodes.has(code));
  const [first, ...others] = grave.length > 0 ? grave : there;
  return first && others.reduce((worst, fault) => (fault.count > worst.count ? fault : worst), first).code;
}

const rankOfFault = (code: ReasonCode): number => (graveCodes.has(code) ? 0 : 1);
const rankOf = ({ isFault, reason }: { readonly isFault: boolean; readonly reason: Reason }): number =>
  isFault ? rankOfFault(reason.code) : 2;

function floorDivide(a: number, b: number): number {
  const remainder = a % b;
  return (a - remainder) / b - (remainder < 0 ? 1 : 0);
}

function byEffect(a: Reason, b: Reason): number {
  return (
    Math.abs(b.effect) - Math.abs(a.effect) ||
    compare(a.code, b.code) ||
    compare(a.component ?? '', b.component ?? '')
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
