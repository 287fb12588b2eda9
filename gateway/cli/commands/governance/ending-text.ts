import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { endsOf, hasLapsed, type End, type Term } from '../../../../chaincode/domain/participants/ends.js';
import { parseTime } from '../../../../chaincode/domain/time.js';

const day = (time: string): string => time.slice(0, 10);

function endText({ at, days, notice, what }: End): string {
  if (days < 0) return `${what} ended ${day(at)}`;
  return `${what} ends ${day(at)}, in ${days} ${days === 1 ? 'day' : 'days'}${notice === 7 ? ': renew now' : ''}`;
}

/** For a list of participants: what each is now, and what ends within 30 days or has ended. */
export function standingText(participant: Participant, now: number): { status: string; ends: string } {
  const ends = endsOf(participant, now);
  const status = participant.status === 'active' && hasLapsed(ends) ? 'ended' : participant.status;
  return { status, ends: ends.map(endText).join('; ') };
}

/** Why a participant may not sign with its key now; undefined where it may. */
export function whyNotSigning(
  { id, keys, status, validFrom, validUntil }: Participant,
  kid: string,
  now: number,
): string | undefined {
  const before = (time: string): boolean => now < (parseTime(time) ?? Infinity);
  const after = (time: string): boolean => now > (parseTime(time) ?? 0);
  const key = keys.find((one) => one.kid === kid);
  if (status !== 'active') return `${id} is ${status}`;
  if (before(validFrom)) return `the registration of ${id} begins on ${day(validFrom)}`;
  if (after(validUntil)) return `the registration of ${id} ended on ${day(validUntil)}`;
  if (key === undefined) return `${id} has no key ${kid}`;
  if (key.revoked) return `the key was revoked on ${day(key.revoked.at)}`;
  if (before(key.notBefore)) return `the key begins on ${day(key.notBefore)}`;
  if (after(key.notAfter)) return `the key ended on ${day(key.notAfter)}`;
  return undefined;
}

const ended = ({ at }: Term, now: number): boolean => now > (parseTime(at) ?? 0);

/** The command by which a participant's own organisation renews what ends. */
export function renewalOf({ id, org }: Participant, term: Term, now: number): string {
  switch (term.what) {
    case 'registration':
      return `stl renew ${id} --admin ${org}`;
    case 'key':
      // A key that has ended vouches for no other: the consortium must take the next one on its organisation's word.
      return ended(term, now)
        ? `stl register ${id} --public-key NEW --admin ${org}`
        : `stl rotate-key --id ${id} --key OLD --new NEW --admin ${org}`;
    case 'accreditation':
      return `stl renew ${id} --accreditation-until DATE --admin ${org}`;
  }
}

/** What to do in time, a line each; none while all holds for more than 30 days. */
export const endLines = (participant: Participant, now: number): string[] =>
  endsOf(participant, now).map((end) => `Its ${endText(end)}: ${renewalOf(participant, end, now)}`);
