import type {
  CertificationEntry,
  Counters,
  PublicAggregate,
} from '../../../chaincode/domain/fold/aggregate.js';
import { parseScorePolicy } from '../../../chaincode/domain/policies/index.js';
import { scorePolicy1 } from '../../../chaincode/domain/policies/score-policy-1.js';
import type { CertifierState } from '../../../chaincode/domain/certificates/certifiers.js';
import { daySeconds } from '../../../chaincode/domain/time.js';

export const policy = parseScorePolicy(scorePolicy1);

/** 2025-12-18, the first day of a 28-day period (20,440 = 28 * 730). */
export const day = 20_440;
export const asOf = day * daySeconds;
export const newestPeriod = 730;

/** An aggregate with `counters` by age in periods, the newest first. */
export function aggregateOf(
  counters: readonly Counters[],
  more: Partial<PublicAggregate> = {},
): PublicAggregate {
  return {
    v: 1,
    seller: 'shop.one',
    number: 5,
    records: { count: 1, head: '00'.repeat(32) },
    firstDay: day - 400,
    newestDay: day,
    shopDomains: [],
    joined: [],
    linked: [],
    certifications: [],
    openCases: [],
    periods: periodsOf(counters),
    ...more,
  };
}

export function periodsOf(counters: readonly Counters[]): PublicAggregate['periods'] {
  return {
    recent: counters
      .map((one, age) => ({ period: newestPeriod - age, counters: one }))
      .reverse()
      .filter(({ counters: one }) => Object.keys(one).length > 0),
    lifetime: {},
  };
}

/** Periods with orders from which on a score is not provisional. */
const longEnough = policy.history.provisionalPeriods;

/** The same counters with one cancelled order in each period that a seller must have had orders in for an unqualified score. */
export function established(counters: readonly Counters[]): Counters[] {
  return Array.from({ length: Math.max(counters.length, longEnough) }, (_, age) => {
    const one = counters[age] ?? {};
    return (one.orders ?? 0) > 0 ? one : { ...one, orders: 1, cancelledOther: 1 };
  });
}

/** Counters of one period of `n` flawless orders, each paid and reviewed with five stars. */
export function flawless(n: number): Counters {
  return { orders: n, promised: n, onTime: n, reviews: n, ratingSum: 5 * n, rating5: n, paid: n };
}

export const certifier: CertifierState = {
  id: 'lab',
  status: 'active',
  validUntil: '2030-01-01T00:00:00Z',
  accreditation: [
    {
      body: 'DAkkS',
      number: 'D-1',
      schemes: ['iso-9001', 'ce'],
      from: '2020-01-01T00:00:00Z',
      until: '2030-01-01T00:00:00Z',
    },
  ],
};

export function certificate(more: Partial<CertificationEntry> = {}): CertificationEntry {
  return {
    record: `${'A'.repeat(43)}.0`,
    certificate: 'C-1',
    issuer: 'lab',
    number: 1,
    subject: 'product',
    scheme: 'ce',
    jurisdictions: ['DE'],
    assessmentLevel: 'authority-globalmra',
    issued: asOf - 100 * daySeconds,
    stated: asOf - 100 * daySeconds,
    validFrom: asOf - 100 * daySeconds,
    validUntil: asOf + 100 * daySeconds,
    status: [],
    ...more,
  };
}
