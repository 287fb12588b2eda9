import type { Correction } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { groupOf, replacementFact } from './fact-of.js';
import { type Fact, type GroupRef, withFixes } from './fact.js';
import { type Flag, effectiveFix, withChangedFact, withContests, withFact, withoutFact } from './group.js';
import type { FactBody } from './kinds/index.js';
import { factInUse } from './order-in-use.js';
import type { Round } from './round.js';
import { type FoldState, type StatedRecord, comparePlaces } from './state.js';

type Judged =
  | { readonly flag: Flag }
  | { readonly flag?: undefined; readonly target: StatedRecord; readonly home: GroupRef };

/** Whether a correction may take effect: on an earlier record of its own issuer, of the same seller and kind. */
export function judgeCorrection(state: Pick<FoldState, 'record'>, stated: StatedRecord): Judged {
  const correction = stated.record as Correction;
  const target = state.record(correction.target);
  if (target === undefined || comparePlaces(target.place, stated.place) >= 0)
    return { flag: { because: 'target_missing' } };

  const home = groupOf(target.record, target.speaker.id);
  if (home === undefined) return { flag: { because: 'target_is_correction', by: target.id } };
  const { replacement, seller } = correction;
  const isOwn =
    target.speaker.id === stated.speaker.id &&
    target.record.seller === seller &&
    (replacement === undefined || (replacement.kind === target.record.kind && replacement.seller === seller));
  // Nobody takes back what another stated, nor moves it to another seller or kind.
  if (!isOwn) return { flag: { because: 'target_not_own', by: target.id } };
  return { target, home };
}

/** Corrections of one fact that are kept: one counts, the others only if the keys of those before are revoked. */
const mostFixes = 64;

/** Applies a correction: its target ceases to count, its replacement takes the target's place. */
export function applyCorrection(round: Round, stated: StatedRecord): void {
  const judged = judgeCorrection(round.state, stated);
  if (judged.flag !== undefined) return;
  const { home, target } = judged;
  const fixes = round.group(home).facts.find(({ id }) => id === target.id)?.fixes ?? [];
  if (fixes.length >= mostFixes) return;
  const inUse = factInUse(round, stated, target, home);
  const fix = { id: stated.id, ...(inUse === undefined ? {} : { inUse }) };
  round.change(home, (doc) => withChangedFact(doc, target.id, (fact) => withFixes(fact, [...fixes, fix])));
  settleReplacements(round, home, target);
}

/** A correction signed by a revoked key is as if never stated; the next one of the target then takes effect. */
export function revokeCorrection(round: Round, stated: StatedRecord): void {
  const judged = judgeCorrection(round.state, stated);
  if (judged.flag !== undefined) return;
  const { home, target } = judged;
  round.change(home, (doc) =>
    withChangedFact(doc, target.id, (fact) =>
      withFixes(
        fact,
        (fact.fixes ?? []).map((fix) => (fix.id === stated.id ? { ...fix, revoked: true } : fix)),
      ),
    ),
  );
  settleReplacements(round, home, target);
}

export function revokeFact(round: Round, stated: StatedRecord): void {
  const home = groupOf(stated.record, stated.speaker.id);
  if (home === undefined) return;
  round.change(home, (doc) => withChangedFact(doc, stated.id, (fact) => ({ ...fact, revoked: true })));
  settleReplacements(round, home, stated);
}

/** Brings the replacement in force to its group, and takes any other away. */
function settleReplacements(round: Round, home: GroupRef, target: StatedRecord): void {
  const fact = round.group(home).facts.find(({ id }) => id === target.id);
  if (fact === undefined) return;
  const inForce = fact.revoked === undefined ? effectiveFix(fact) : undefined;
  for (const { id } of fact.fixes ?? []) {
    const correction = round.state.record(id);
    if (correction?.record.kind !== 'correction') continue;
    const record = replacementOf(correction.record);
    if (record === undefined) continue;
    const ref = groupOf(record, correction.speaker.id);
    if (ref === undefined) continue;
    const isThere = round.group(ref).facts.some((other) => other.id === id);
    if (id === inForce && !isThere)
      bringIn(round, home, ref, replacementFact({ ...correction, record }, target));
    else if (id !== inForce && isThere) takeOut(round, home, ref, id, target.id);
  }
}

function bringIn(round: Round, home: GroupRef, ref: GroupRef, replacement: Fact<FactBody>): void {
  const contests = (round.group(home).contests ?? []).filter(([record]) => record === replacement.of);
  round.change(ref, (doc) => {
    const changed = withFact(doc, replacement);
    if (ref.key === home.key || contests.length === 0) return changed;
    return withContests(changed, [...(doc.contests ?? []), ...contests]);
  });
}

function takeOut(round: Round, home: GroupRef, ref: GroupRef, id: string, target: string): void {
  round.change(ref, (doc) => {
    const changed = withoutFact(doc, id);
    if (ref.key === home.key) return changed;
    return withContests(
      changed,
      (doc.contests ?? []).filter(([record]) => record !== target),
    );
  });
}
