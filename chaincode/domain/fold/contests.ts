import { replacementOf } from '../records/replacement.js';
import { groupOf, isContestable } from './fact-of.js';
import type { GroupRef } from './fact.js';
import { type Contest, effectiveFix, withContests } from './group.js';
import type { ChangedCases, Round } from './round.js';
import type { StatedRecord } from './state.js';

const caseId = (seller: string, id: string): string => `${seller}/${id}`;

/** Carries what open cases contest to the groups of the contested facts, and away when the cases close. */
export function settleContests(round: Round, changed: readonly ChangedCases[]): void {
  for (const { seller, before, after } of changed) {
    const was = pairs(seller, before);
    const is = pairs(seller, after);
    for (const [key, contest] of was) if (!is.has(key)) setContest(round, seller, contest, false);
    for (const [key, contest] of is) if (!was.has(key)) setContest(round, seller, contest, true);
  }
}

function pairs(
  seller: string,
  cases: readonly { id: string; contests: readonly string[] }[],
): Map<string, Contest> {
  const out = new Map<string, Contest>();
  for (const { id, contests } of cases)
    for (const record of contests) out.set(`${record} ${id}`, [record, caseId(seller, id)]);

  return out;
}

function setContest(round: Round, seller: string, contest: Contest, on: boolean): void {
  const target = round.state.record(contest[0]);
  // A case about one seller must not take facts of another out of account.
  if (target?.record.seller !== seller || !isContestable(target.record)) return;
  for (const ref of homesOf(round, target)) {
    round.change(ref, (doc) => {
      const others = (doc.contests ?? []).filter(([r, c]) => r !== contest[0] || c !== contest[1]);
      return withContests(doc, on ? [...others, contest] : others);
    });
  }
}

/** The group of a fact, and that of the replacement in force where it lies elsewhere. */
function homesOf(round: Round, target: StatedRecord): GroupRef[] {
  const home = groupOf(target.record, target.speaker.id);
  if (home === undefined) return [];
  const fact = round.group(home).facts.find(({ id }) => id === target.id);
  const fix = fact === undefined ? undefined : effectiveFix(fact);
  const correction = fix === undefined ? undefined : round.state.record(fix)?.record;
  const replacement = correction?.kind === 'correction' ? replacementOf(correction) : undefined;
  const other = replacement && groupOf(replacement, target.speaker.id);
  return other === undefined || other.key === home.key ? [home] : [home, other];
}
