import type { Correction } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { groupOf, replacementFact } from './fact-of.js';
import { type GroupRef, withFixes } from './fact.js';
import type { FlagCode } from './flag-codes.js';
import { type Flag, type GroupDoc, withChangedFact, withFact } from './group.js';
import { flagsOf } from './groups/index.js';
import type { FactBody } from './kinds/index.js';
import type { Round } from './round.js';
import type { StatedRecord } from './state.js';

type AnyGroup = GroupDoc<FactBody>;

/**
 * Id of a fact that a correction would take out of its order, or leave before its order's time: one of a participant of
 * another organisation, which the order takes while the target stands. Nobody silences a carrier, a broker or a payment
 * partner by taking back or moving the order they speak of, or by naming them no longer.
 * Judged as if the target had no other correction: one in force may yet be revoked.
 */
export function factInUse(
  round: Pick<Round, 'group'>,
  stated: StatedRecord,
  target: StatedRecord,
  home: GroupRef,
): string | undefined {
  if (home.kind !== 'order') return undefined;
  const record = replacementOf(stated.record as Correction);
  const replacement = record && replacementFact({ ...stated, record }, target);
  const goal = record && groupOf(record, stated.speaker.id);
  const before = withChangedFact(uncorrected(round.group(home), target.id), target.id, (fact) =>
    withFixes(fact, []),
  );
  const taken = withChangedFact(before, target.id, (fact) => withFixes(fact, [{ id: stated.id }]));
  const { org } = stated.speaker;
  if (replacement === undefined || goal === undefined) return silenced(home, before, taken, org);
  if (goal.key === home.key) return silenced(home, before, withFact(taken, replacement), org);
  const there = uncorrected(round.group(goal), target.id);
  return silenced(home, before, taken, org) ?? silenced(goal, there, withFact(there, replacement), org);
}

/** A group without the replacements of a fact. */
function uncorrected(doc: AnyGroup, target: string): AnyGroup {
  return { ...doc, facts: doc.facts.filter(({ of }) => of !== target) };
}

/** The first fact of another organisation that the order takes before, and not after. */
function silenced(ref: GroupRef, before: AnyGroup, after: AnyGroup, org: string): string | undefined {
  const was = flagsOf(ref, before);
  const is = flagsOf(ref, after);
  const others = before.facts.filter((fact) => fact.org !== org);
  return others.find(({ id }) => heard(is.get(id)) < heard(was.get(id)))?.id;
}

/** How far an order takes a fact: not at all, out of its time, or fully. */
const levels: Partial<Record<FlagCode, number>> = { order_missing: 0, not_a_party: 0, before_order: 1 };
const heard = (flag: Flag | undefined): number => (flag && levels[flag.because]) ?? 2;
