import type { CertificateStanding } from '../../../../chaincode/domain/certificates/standing.js';
import type { CertificationEntry } from '../../../../chaincode/domain/fold/aggregate.js';
import { daySeconds, formatTime } from '../../../../chaincode/domain/time.js';
import { table } from '../../frame/output.js';

/** An item of `/v1/participants/{id}/certificates`. */
export interface Issued extends CertificationEntry {
  readonly seller: string;
  readonly standing: CertificateStanding;
  /** Seconds, start of the UTC day that `standing` is of. */
  readonly asOf: number;
  readonly otherTerms: readonly CertificationEntry[];
  /** Open cases that contest it; absent where the caller may not see them. */
  readonly disputes?: readonly string[];
}

/** What a certifier looks for in its list. A disputed certificate is also one of the others. */
export const conditions = [
  'valid',
  'ending',
  'expired',
  'suspended',
  'revoked',
  'not-yet-valid',
  'not-accredited',
  'disputed',
] as const;
export type Condition = (typeof conditions)[number];

/** Days that are left of the last of its terms: a renewal that is on the ledger already needs no other. */
export function daysLeft({ asOf, otherTerms, validUntil }: Issued): number {
  const last = Math.max(validUntil, ...otherTerms.map((term) => term.validUntil));
  return Math.floor((last - asOf) / daySeconds);
}

/** `days`: how long before its end a certificate is called ending. */
export function conditionsOf(certificate: Issued, days: number): readonly Condition[] {
  const disputed: readonly Condition[] = (certificate.disputes ?? []).length > 0 ? ['disputed'] : [];
  return [standingOf(certificate, days), ...disputed];
}

function standingOf(certificate: Issued, days: number): Condition {
  const { standing } = certificate;
  if (standing === 'issuer-not-accredited') return 'not-accredited';
  return standing === 'valid' && daysLeft(certificate) <= days ? 'ending' : standing;
}

const words: Readonly<Record<Condition, string>> = {
  valid: 'valid',
  ending: 'valid, ends soon',
  expired: 'expired',
  suspended: 'suspended',
  revoked: 'revoked',
  'not-yet-valid': 'not valid yet',
  'not-accredited': 'does not count: its issuer is not accredited for the scheme',
  disputed: 'disputed',
};

const countWords = (days: number): Readonly<Record<Condition, string>> => ({
  ...words,
  ending: `valid and at an end within ${days} days`,
  'not-accredited': 'not counted, for their issuer is not accredited for the scheme',
  disputed: 'disputed in an open case',
});

/** For people: `shown` of `all`, what ends first coming first, and how many there are of each condition. */
export function certificatesText(all: readonly Issued[], shown: readonly Issued[], days: number): string {
  const counts = new Map<Condition, number>();
  for (const certificate of all) {
    for (const condition of conditionsOf(certificate, days))
      counts.set(condition, (counts.get(condition) ?? 0) + 1);
  }
  const counted = conditions.filter((condition) => counts.has(condition));
  return [
    ...(shown.length > 0 ? [listText(shown, days), ''] : []),
    `${all.length} certificates${counted.length > 0 ? ':' : ''}`,
    ...counted.map(
      (condition) => `  ${String(counts.get(condition)).padStart(5)} ${countWords(days)[condition]}`,
    ),
  ].join('\n');
}

function listText(shown: readonly Issued[], days: number): string {
  const rows = [...shown]
    .sort((a, b) => daysLeft(a) - daysLeft(b))
    .map((certificate) => [
      ...[certificate.certificate, certificate.seller, certificate.scheme],
      formatTime(certificate.validUntil).slice(0, 10),
      [
        ...conditionsOf(certificate, days).map((condition) => words[condition]),
        ...disputesOf(certificate),
      ].join(', '),
    ]);
  return table([['certificate', 'seller', 'scheme', 'until', ''], ...rows]);
}

const disputesOf = ({ disputes = [] }: Issued): string[] => disputes.map((id) => `case ${id}`);
