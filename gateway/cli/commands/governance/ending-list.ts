import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import { termsOf, type Term } from '../../../../chaincode/domain/participants/ends.js';
import { daySeconds, parseTime } from '../../../../chaincode/domain/time.js';
import { usage } from '../../frame/failure.js';
import { table } from '../../frame/output.js';
import { renewalOf } from './ending-text.js';

/** What of a participant ends, and the command that renews it. */
export interface Ending extends Term {
  readonly participant: string;
  readonly organisation: string;
  /** Whole days left; below 0 once it has ended. */
  readonly days: number;
  readonly command: string;
}

/** `30d` or `30`: a number of days. Throws CliFailure. */
export function daysGiven(text: string | true): number {
  if (text === true) return 30;
  const [, days] = /^(\d{1,5})d?$/.exec(text) ?? [];
  if (days === undefined) throw usage('--ending: a number of days, such as 30d');
  return Number(days);
}

/** What ends within so many days or has ended, what ends first coming first. */
export const endingWithin = (participants: readonly Participant[], days: number, now: number): Ending[] =>
  participants
    .flatMap((participant) =>
      termsOf(participant).map((term) => {
        const left = Math.floor(((parseTime(term.at) ?? 0) - now) / daySeconds);
        return {
          ...{ participant: participant.id, organisation: participant.org, ...term, days: left },
          command: renewalOf(participant, term, now),
        };
      }),
    )
    .filter((one) => one.days <= days)
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));

export function endingText(endings: readonly Ending[], days: number): string {
  if (endings.length === 0) return `Nothing ends within ${days} days.`;
  const rows = endings.map(({ at, organisation, participant, what, ...one }) => [
    ...[participant, organisation, what, at.slice(0, 10)],
    one.days < 0 ? 'ended' : `${one.days}`,
  ]);
  return [
    table([['participant', 'organisation', 'what', 'ends', 'days'], ...rows], [4]),
    '',
    'To renew:',
    ...endings.map(({ command }) => `  ${command}`),
  ].join('\n');
}
