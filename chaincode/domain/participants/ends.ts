import type { Participant } from '../consortium/participant.js';
import { daySeconds, parseTime } from '../time.js';

/** How long before its end something is announced, in days. */
export const noticeDays = 30;

/** What a participant needs to state facts that count. */
export type EndingThing = 'registration' | 'key' | 'accreditation';

/** Something that ends soon, or has ended. */
export interface End {
  readonly what: EndingThing;
  /** RFC 3339: the last second in which it holds. */
  readonly at: string;
  /** Whole days left; below 0 once it has ended. */
  readonly days: number;
}

/** Texts of one width in UTC sort as times. */
const latest = (times: readonly string[]): string | undefined => [...times].sort().at(-1);

/** Of each thing the end of its last: an older key or accreditation that has a successor ends without harm. */
function lastOfEach({
  accreditation,
  keys,
  validUntil,
}: Participant): readonly (readonly [EndingThing, string])[] {
  const key = latest(keys.filter(({ revoked }) => revoked === undefined).map(({ notAfter }) => notAfter));
  const schemes = new Set(accreditation.flatMap((one) => one.schemes));
  const ofSchemes = [...schemes].flatMap(
    (scheme) =>
      latest(accreditation.filter((one) => one.schemes.includes(scheme)).map(({ until }) => until)) ?? [],
  );
  const [firstScheme] = ofSchemes.sort();
  return [
    ['registration', validUntil],
    ...(key === undefined ? [] : ([['key', key]] as const)),
    ...(firstScheme === undefined ? [] : ([['accreditation', firstScheme]] as const)),
  ];
}

/** Without registration or key nothing can be stated: first. What only ceased to count comes after what can still be saved. */
const urgency = ({ days, what }: End): number => (days >= 0 ? 1 : what === 'accreditation' ? 2 : 0);

/**
 * What ends within 30 days of `now` (seconds) or has ended, the most urgent first. Nothing of a participant that was ended on
 * purpose.
 */
export function endsOf(participant: Participant, now: number): readonly End[] {
  if (participant.status === 'ended') return [];
  return lastOfEach(participant)
    .map(([what, at]): End => ({ what, at, days: Math.floor(((parseTime(at) ?? 0) - now) / daySeconds) }))
    .filter(({ at }) => (parseTime(at) ?? 0) - now <= noticeDays * daySeconds)
    .sort((a, b) => urgency(a) - urgency(b) || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** Whether a participant may state nothing any more, though nobody has ended it: its registration or its last key has. */
export const hasLapsed = (ends: readonly End[]): boolean =>
  ends.some(({ days, what }) => days < 0 && what !== 'accreditation');
