import { certificatesOn } from '../../../../chaincode/domain/certificates/standing.js';
import type { CertifierState } from '../../../../chaincode/domain/certificates/certifiers.js';
import type { PublicAggregate } from '../../../../chaincode/domain/fold/aggregate.js';
import type { ScorePolicy } from '../../../../chaincode/domain/policies/score-policy.js';
import { score } from '../../../../chaincode/domain/score/score.js';
import type { ScoreResult } from '../../../../chaincode/domain/score/types.js';
import { startOf } from '../../../../chaincode/domain/status-lists/standing.js';

/** Where a seller stands on a day, as far as a list shows it. */
export interface Stood extends Pick<
  ScoreResult,
  'asOf' | 'band' | 'last' | 'overall' | 'provisional' | 'status'
> {
  /** Without a score: some of what is known is bad. */
  readonly bad: boolean;
  /** Of the certificates that are valid on that day; sorted. */
  readonly schemes: readonly string[];
}

/** @param now seconds */
export function stood(
  facts: PublicAggregate,
  policy: ScorePolicy,
  certifiers: readonly CertifierState[],
  now: number,
): Stood {
  const day = startOf(facts, now);
  const { asOf, band, last, overall, provisional, reasons, status } = score(facts, policy, day, certifiers);
  const valid = certificatesOn(facts.certifications, certifiers, day).filter(
    ({ standing }) => standing === 'valid',
  );
  return {
    ...{ asOf, band, overall, provisional, status },
    ...(last === undefined ? {} : { last }),
    bad: overall === null && reasons.some(({ component }) => component !== null),
    schemes: [...new Set(valid.map(({ term }) => term.scheme))].sort(),
  };
}
