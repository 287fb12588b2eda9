import { parseTime } from '../../../chaincode/domain/time.js';
import type { ImportCounts } from '../import/counts.js';

/** What a run came to; one line of JSON for a program. */
export interface SyncMetrics {
  /** When it began, RFC 3339. */
  readonly at: string;
  readonly seconds: number;
  readonly source: string;
  /** Files and answers that were stated whole; those that were not, for they have mistakes or the ledger refuses them. */
  readonly deliveries: number;
  readonly bad: number;
  /** Files left for a later run. */
  readonly unsettled: number;
  readonly rows: number;
  /** Rows that the map leaves out. */
  readonly leftOut: number;
  /** Things that the rows state: for the first time, otherwise than before, once more, and as before. */
  readonly new: number;
  readonly changed: number;
  readonly again: number;
  readonly known: number;
  /** Otherwise than before, but the ledger takes no further correction. */
  readonly held: number;
  /** Left out, for the platform does not know their reference: they come again in the next run. */
  readonly unknown: number;
  /** Of what was stated now, records that do not count; null where the gateway could not be asked. */
  readonly notCounted: number | null;
  /** Of a query with a cursor: its value in the last row, and, where that is a time, how many seconds ago it was. */
  readonly position?: string;
  readonly behindSeconds?: number;
  /** Code of what ended the run early. */
  readonly failed?: string;
}

const counted = ['rows', 'leftOut', 'new', 'changed', 'again', 'known', 'held', 'unknown'] as const;

/** What a run sums up over its deliveries. */
export type SyncSums = Record<(typeof counted)[number] | 'deliveries' | 'bad' | 'unsettled', number>;

export const noSums = (): SyncSums => ({
  ...{ deliveries: 0, bad: 0, unsettled: 0 },
  ...{ rows: 0, leftOut: 0, new: 0, changed: 0, again: 0, known: 0, held: 0, unknown: 0 },
});

export function addTo(sums: SyncSums, counts: ImportCounts): void {
  for (const name of counted) sums[name] += counts[name];
}

const clockTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(?:\.\d+)?(?:Z|\+00(?::?00)?)$/;

/** Empty for a position that is no time with an offset: `2026-05-04 10:00:00.123456+00`, or RFC 3339 in UTC. */
export function behindSeconds(position: string, now: number): { behindSeconds?: number } {
  const [, day, clock] = clockTime.exec(position.replace(/^"(.*)"$/, '$1')) ?? [];
  const time = day === undefined ? undefined : parseTime(`${day}T${clock ?? ''}Z`);
  return time === undefined ? {} : { behindSeconds: now - time };
}

/** For people. */
export function metricsText(metrics: SyncMetrics): string {
  const {
    again,
    at,
    bad,
    behindSeconds,
    changed,
    failed,
    held,
    known,
    leftOut,
    notCounted,
    position,
    rows,
    seconds,
    unknown,
    unsettled,
  } = metrics;
  const parts = [
    `${rows} rows: ${metrics.new} new, ${changed} changed, ${known} known, ${leftOut} left out`,
    ...(again > 0 ? [`${again} stated again`] : []),
    ...(held > 0 ? [`${held} cannot be corrected`] : []),
    ...(unknown > 0 ? [`${unknown} of unknown references`] : []),
    ...(notCounted === null ? ['whether they count could not be asked'] : []),
    ...(notCounted !== null && notCounted > 0 ? [`${notCounted} do not count`] : []),
    ...(bad > 0 ? [`${bad} with mistakes`] : []),
    ...(unsettled > 0 ? [`${unsettled} not whole yet`] : []),
    ...(position === undefined ? [] : [`read up to ${position}${behindText(behindSeconds)}`]),
    ...(failed === undefined ? [] : [`ended by ${failed}`]),
    `${seconds} s`,
  ];
  return `${at}  ${parts.join('; ')}`;
}

const behindText = (seconds: number | undefined): string =>
  seconds === undefined ? '' : `, ${seconds} s ago`;
