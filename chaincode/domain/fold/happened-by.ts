import type { FactRecord } from '../records/index.js';
import { dayOf, parseTime } from '../time.js';

/**
 * Whether a fact had happened by the end of a UTC day. A score of a past day stands on these facts alone, whenever
 * they reached the ledger: whoever asks and whoever checks the answer must draw the line at the same place.
 */
export const happenedBy = ({ at }: Pick<FactRecord, 'at'>, lastDay: number): boolean =>
  dayOf(parseTime(at) ?? Infinity) <= lastDay;
