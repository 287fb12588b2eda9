import type { CertifierState } from '../../chaincode/domain/certificates/certifiers.js';
import {
  counterNames,
  type CertificationEntry,
  type Counters,
  type Periods,
  type PublicAggregate,
} from '../../chaincode/domain/fold/aggregate.js';
import { componentNames } from '../../chaincode/domain/policies/component-names.js';
import { halfLives } from '../../chaincode/domain/policies/half-lives.js';
import type { ScorePolicy } from '../../chaincode/domain/policies/score-policy.js';
import { daySeconds, formatTime, periodOf } from '../../chaincode/domain/time.js';
import type { SeededRandom } from '../../gateway/demo/random.js';
import { aggregateOf, policy } from '../domain/score/fixtures.js';

export interface ScoreCase {
  readonly aggregate: PublicAggregate;
  readonly policy: ScorePolicy;
  /** Seconds, start of a UTC day. */
  readonly asOf: number;
  readonly certifiers: readonly CertifierState[];
}

const schemes = ['iso-9001', 'ce-toys', 'gots'] as const;
const issuers = ['lab-1', 'lab-2', 'lab-3'] as const;
const reasons = ['non-conformity', 'surveillance-overdue', 'misuse', 'holder-request', 'resolved'] as const;
const levels = Object.keys(policy.components.certification.levels);
const year = 365 * daySeconds;

/** What a fold could give, and what it could not: formulas must hold for both, in every digit. */
export function anyScoreCase(random: SeededRandom): ScoreCase {
  const newestDay = random.between(20_000, 22_000);
  const later = random.pick([0, 0, random.below(28), random.below(500), random.below(5_000)]);
  const asOf = (newestDay + later) * daySeconds;
  const facts = random.pick([soundCounters, soundCounters, badCounters, anyCounters]);
  const periods = anyPeriods(random, newestDay, facts);
  const aggregate = aggregateOf([], {
    newestDay,
    periods,
    certifications: random.permille(600) ? anyCertifications(random, asOf) : [],
    ...(random.permille(200) ? { uncontested: fewer(random, periods) } : {}),
  });
  const rules = random.permille(300) ? anyPolicy(random) : policy;
  const certifiers = issuers.filter(() => random.permille(900)).map((id) => anyCertifier(random, id, asOf));
  return { aggregate, policy: rules, asOf, certifiers };
}

type Facts = (random: SeededRandom, size: number) => Counters;

function anyPeriods(random: SeededRandom, newestDay: number, facts: Facts): Periods {
  const [share, size] = [random.pick([100, 400, 1_000]), random.pick([2, 10, 60, 900, 1_000_000])];
  const newest = periodOf(newestDay);
  const recent = Array.from({ length: 15 }, (_, i) => newest - 14 + i)
    .filter(() => random.permille(share))
    .map((period) => ({ period, counters: sparse(facts(random, size)) }));
  return { recent, lifetime: {} };
}

const sparse = (counters: Counters): Counters =>
  Object.fromEntries(Object.entries(counters).filter(([, n]) => n !== 0));

/** Consistent counters, most of them of good orders. */
function soundCounters(random: SeededRandom, size: number): Counters {
  return told(random, size, 80);
}

function badCounters(random: SeededRandom, size: number): Counters {
  return told(random, size, 800);
}

/** @param faults of a thousand */
function told(random: SeededRandom, size: number, faults: number): Counters {
  const upTo = (n: number): number => random.below(n + 1);
  const some = (n: number): number => (random.permille(faults) ? upTo(n) : upTo(Math.floor(n / 20)));
  const orders = upTo(size);
  const [late, lost, cancelledSeller, undelivered, open] = [
    orders,
    size / 9,
    size / 9,
    size / 9,
    size / 5,
  ].map((n) => some(Math.floor(n))) as [number, number, number, number, number];
  const [onTime, paid, chargebacks, frauds] = [upTo(size), upTo(size), some(orders), some(size / 9)];
  const [forBuyer, forSeller, pending] = [some(orders), some(size / 5), some(size / 5)];
  const stars = Array.from({ length: 5 }, (_, i) => (i < 3 ? some(size) : upTo(size)));
  const promised = onTime + late + lost + cancelledSeller;
  const casesAnsweredHeld = upTo(forBuyer + pending);
  const inspections = upTo(Math.min(size, 9));
  return {
    ...{ orders: promised + undelivered + open, promised, onTime, late, lost, cancelledSeller, undelivered },
    ...{ returned: some(size), reviews: stars.reduce((sum, n) => sum + n, 0) },
    ratingSum: stars.reduce((sum, n, i) => sum + n * (i + 1), 0),
    ...Object.fromEntries(stars.map((n, i) => [`rating${i + 1}`, n])),
    ...{ casesOpened: forBuyer + forSeller + pending, casesForBuyer: forBuyer, casesForSeller: forSeller },
    ...{
      casesProduct: upTo(forBuyer),
      casesAnsweredHeld,
      casesAnswered: casesAnsweredHeld + upTo(forSeller),
    },
    ...{ inspections, inspectionsPassed: inspections - some(inspections) },
    ...{ paid, chargebacks, frauds: Math.floor(frauds), refunds: some(size) },
    ...{ deliveredElsewhere: upTo(onTime + late), paidElsewhere: upTo(paid) },
  };
}

/** Counters that contradict one another: decayed apart, those of a fold do so, too. */
function anyCounters(random: SeededRandom, size: number): Counters {
  const chosen = counterNames.filter(() => random.permille(500));
  return Object.fromEntries(chosen.map((name) => [name, random.below(size + 1)]));
}

function fewer(random: SeededRandom, { recent }: Periods): Periods {
  const left = recent.map(({ counters, period }) => ({
    period,
    counters: sparse(
      Object.fromEntries(Object.entries(counters).map(([name, n]) => [name, random.below(n + 1)])),
    ),
  }));
  return { recent: left, lifetime: {} };
}

/** Certificates with terms and changes around a day, some of them on its very edges. */
function anyCertifications(random: SeededRandom, asOf: number): CertificationEntry[] {
  return issuers.flatMap((issuer, at) =>
    Array.from({ length: random.below(3) }, (_, i) => anyTerms(random, asOf, issuer, 3 * at + i)).flat(),
  );
}

function anyTerms(random: SeededRandom, asOf: number, issuer: string, number: number): CertificationEntry[] {
  const status = anyChanges(random, asOf);
  const starts = Array.from({ length: random.between(1, 3) }, () => around(random, asOf));
  return [...new Set(starts)]
    .sort((a, b) => a - b)
    .map((validFrom) => {
      const issued = random.permille(700) ? validFrom : around(random, asOf);
      return {
        record: `${'A'.repeat(43)}.${number}`,
        ...{ certificate: `C-${number}`, issuer, number, subject: 'product', jurisdictions: ['DE'] },
        scheme: random.pick(schemes),
        assessmentLevel: random.pick(levels),
        ...{ issued, stated: random.permille(700) ? issued : around(random, asOf), validFrom },
        validUntil: validFrom + random.between(1, 2 * year),
        status: status.filter(({ at }) => at >= issued),
      } as const;
    });
}

function anyChanges(random: SeededRandom, asOf: number): CertificationEntry['status'] {
  const times = Array.from({ length: random.pick([0, 0, 0, 1, 1, 2, 3]) }, () => around(random, asOf));
  return times
    .sort((a, b) => a - b)
    .map((at) => ({
      at,
      status: random.pick(['suspended', 'reinstated', 'revoked'] as const),
      reason: random.pick(reasons),
    }));
}

/** A time within a year or so, or just at the edge of the day. */
const around = (random: SeededRandom, asOf: number): number =>
  random.permille(200)
    ? asOf + random.pick([-1, 0, 1, daySeconds - 1, daySeconds])
    : asOf - year + random.below(Math.floor(1.3 * year));

function anyCertifier(random: SeededRandom, id: string, asOf: number): CertifierState {
  const accreditation = Array.from({ length: random.between(1, 2) }, () => ({
    ...{ body: 'Board', number: 'B-1', schemes: schemes.filter(() => random.permille(850)) },
    from: formatTime(random.permille(800) ? asOf - 5 * year : around(random, asOf)),
    until: formatTime(random.permille(800) ? asOf + 5 * year : around(random, asOf)),
  }));
  return {
    ...{ id, accreditation },
    status: random.permille(950) ? 'active' : random.pick(['suspended', 'ended'] as const),
    validUntil: formatTime(random.permille(900) ? asOf + year : around(random, asOf)),
  };
}

/** The first policy with other numbers where a formula has them. */
function anyPolicy(random: SeededRandom): ScorePolicy {
  const changed = structuredClone(policy) as unknown as {
    components: Record<string, Record<string, unknown>>;
  };
  for (const name of componentNames) {
    const rules = changed.components[name] as Record<string, unknown>;
    Object.assign(rules, { weight: random.between(1, 50), window: random.between(1, 15) });
    if ('halfLife' in rules)
      Object.assign(rules, { halfLife: random.pick(halfLives), minimum: random.between(1, 60) });
  }
  const { delivery, quality, reviews, 'after-sales': afterSales, certification } = changed.components;
  Object.assign(delivery as object, { overdueAfter: random.between(1, 6) });
  Object.assign(quality as object, { inspectionWeight: random.between(1, 20) });
  Object.assign(reviews as object, {
    phantom: { count: random.below(20), ratingTenths: random.between(10, 50) },
  });
  Object.assign(afterSales as object, { answeredCredit: random.below(1_000_001) });
  Object.assign(certification as object, { target: random.between(1, 4) });
  return {
    ...(changed as unknown as ScorePolicy),
    history: {
      minimumPeriods: random.between(1, 5),
      provisionalPeriods: random.between(1, 8),
      minimumWeight: random.between(1, 150),
    },
    neutral: random.pick([500, 400, 700]),
  };
}
