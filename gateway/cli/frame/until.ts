import { daySeconds, formatTime, parseTime } from '../../../chaincode/domain/time.js';
import { usage } from './failure.js';

/** A `--...until` option: which one, and how far ahead its date may lie, in days. */
export interface UntilOption {
  readonly option: string;
  readonly daysMax: number;
}

/**
 * The last second of what a person wants to hold until then: a day of UTC with all of it, or a time. RFC 3339. Throws
 * CliFailure for what is no date, is past, or lies too far ahead.
 */
export function untilTime(text: string, now: number, { option, daysMax }: UntilOption): string {
  const given = /^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T23:59:59Z` : text;
  const at = parseTime(given);
  if (at === undefined)
    throw usage(`${option}: a day such as 2027-06-30, or a time such as 2027-06-30T12:00:00Z`);
  if (at <= now) throw usage(`${option}: ${text} is past`);
  const latest = now + daysMax * daySeconds;
  if (at > latest) {
    throw usage(
      `${option}: ${text} is more than ${daysMax} days ahead; ${formatTime(latest).slice(0, 10)} is the latest`,
    );
  }
  return given;
}
