import type { FactRecord } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { dayOf, parseTime } from '../time.js';

/**
 * A record as it stood at the end of a UTC day; undefined where it had not happened by then. A score of a past day
 * stands on these alone, whenever they reached the ledger: whoever asks and whoever checks the answer must draw the
 * line at the same place. A correction may come before what it puts in place: then it only takes back.
 */
export function asOfDay(record: FactRecord, lastDay: number): FactRecord | undefined {
  const isPast = ({ at }: Pick<FactRecord, 'at'>): boolean => dayOf(parseTime(at) ?? Infinity) <= lastDay;
  if (!isPast(record)) return undefined;
  if (record.kind !== 'correction') return record;
  const { replacement, ...taken } = record;
  return replacement === undefined || isPast(replacementOf(record) ?? record) ? record : taken;
}
