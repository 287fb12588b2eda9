import type { Participant } from '../consortium/participant.js';
import { daySeconds, parseTime } from '../time.js';

/** How many days before its end something is announced, the first time and the last. */
export const noticeDays = [30, 7] as const;

/** What a participant needs to state facts that count. */
export type EndingThing = 'registration' | 'key' | 'accreditation';

/** Something with an end, whether that is near or not. */
export interface Term<What extends string = EndingThing> {
  readonly what: What;
  /** Which one, among those of its owner: the participant's id, a `kid`, a scheme. */
  readonly id: string;
  /** RFC 3339: the last second in which it holds. */
  readonly at: string;
}

/** Something that ends soon, or has ended. */
export interface End<What extends string = EndingThing> extends Term<What> {
  /** Whole days left; below 0 once it has ended. */
  readonly days: number;
  /** The days before the end that it was last announced at. */
  readonly notice: (typeof noticeDays)[number];
}

/** Texts of one width in UTC sort as times. */
const byEnd = (a: Term<string>, b: Term<string>): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);

/** Without registration or key nothing can be stated: first. What only ceased to count comes after what can still be saved. */
const urgency = ({ days, what }: End<string>): number => (days >= 0 ? 1 : what === 'accreditation' ? 2 : 0);

/** The most urgent first. */
export const byUrgency = (a: End<string>, b: End<string>): number => urgency(a) - urgency(b) || byEnd(a, b);

/**
 * Of each thing that a participant needs its last: an older key or accreditation that has a successor ends without harm.
 * Nothing of a participant that was ended on purpose.
 */
export function termsOf({ accreditation, id, keys, status, validUntil }: Participant): readonly Term[] {
  if (status === 'ended') return [];
  const ofKeys = keys
    .filter(({ revoked }) => revoked === undefined)
    .map(({ kid, notAfter }): Term => ({ what: 'key', id: kid, at: notAfter }));
  const schemes = new Set(accreditation.flatMap((one) => one.schemes));
  const ofSchemes = [...schemes].flatMap((scheme) =>
    accreditation
      .filter((one) => one.schemes.includes(scheme))
      .map(({ until }): Term => ({ what: 'accreditation', id: scheme, at: until }))
      .sort(byEnd)
      .slice(-1),
  );
  return [
    { what: 'registration', id, at: validUntil },
    ...ofKeys.sort(byEnd).slice(-1),
    ...ofSchemes.sort(byEnd).slice(0, 1),
  ];
}

/** The end of a term that ends within 30 days of `now` (seconds) or has ended. */
export function endOf<What extends string>(term: Term<What>, now: number): End<What> | undefined {
  const left = (parseTime(term.at) ?? 0) - now;
  const notice = noticeDays.findLast((days) => left <= days * daySeconds);
  return notice === undefined ? undefined : { ...term, days: Math.floor(left / daySeconds), notice };
}

/** What of a participant ends within 30 days of `now` (seconds) or has ended, the most urgent first. */
export const endsOf = (participant: Participant, now: number): readonly End[] =>
  termsOf(participant)
    .flatMap((term) => endOf(term, now) ?? [])
    .sort(byUrgency);

/** Whether a participant may state nothing any more, though nobody has ended it: its registration or its last key has. */
export const hasLapsed = (ends: readonly End[]): boolean =>
  ends.some(({ days, what }) => days < 0 && what !== 'accreditation');
