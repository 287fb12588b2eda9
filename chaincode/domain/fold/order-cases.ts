import { orderGroup, type GroupRef } from './fact.js';
import type { DecidedCases, GroupDoc } from './group.js';
import type { ReducedCase } from './groups/case.js';
import type { ChangedCases, Round } from './round.js';
import { compareText } from './state.js';

/** Carries the decisions of cases about orders to the orders' groups, and what is no longer decided away. */
export function settleOrderCases(round: Round, changed: readonly ChangedCases[]): void {
  for (const { seller, before, after } of changed) {
    const changes = new Map<string, { readonly ref: GroupRef; readonly by: Change }>();
    for (const one of before) gather(changes, seller, one, -1);
    for (const one of after) gather(changes, seller, one, 1);
    for (const { ref, by } of changes.values()) {
      if (by.forBuyer === 0 && by.forSeller === 0 && by.unanswered === 0) continue;
      round.change(ref, (doc) => withDecided(doc, by));
    }
  }
}

type Change = { -readonly [M in keyof DecidedCases]: DecidedCases[M] };

function gather(
  changes: Map<string, { readonly ref: GroupRef; readonly by: Change }>,
  seller: string,
  { byArbiter, isAnswered, opener, order, outcome }: ReducedCase,
  sign: 1 | -1,
): void {
  if (order === '' || (outcome !== 'for-buyer' && outcome !== 'for-seller')) return;
  const ref = orderGroup(seller, order);
  const name = `${ref.key} ${opener} ${String(byArbiter)}`;
  let change = changes.get(name);
  if (change === undefined) {
    const by = { byArbiter, forBuyer: 0, forSeller: 0, opener, unanswered: 0 };
    changes.set(name, (change = { ref, by }));
  }
  if (outcome === 'for-seller') {
    change.by.forSeller += sign;
  } else {
    change.by.forBuyer += sign;
    if (!isAnswered) change.by.unanswered += sign;
  }
}

function withDecided<B>(doc: GroupDoc<B>, by: DecidedCases): GroupDoc<B> {
  const isSame = (one: DecidedCases) => one.opener === by.opener && one.byArbiter === by.byArbiter;
  const known = doc.cases?.find(isSame);
  const sum = {
    byArbiter: by.byArbiter,
    forBuyer: (known?.forBuyer ?? 0) + by.forBuyer,
    forSeller: (known?.forSeller ?? 0) + by.forSeller,
    opener: by.opener,
    unanswered: (known?.unanswered ?? 0) + by.unanswered,
  };
  const others = (doc.cases ?? []).filter((one) => !isSame(one));
  const cases = (sum.forBuyer > 0 || sum.forSeller > 0 ? [...others, sum] : others).sort(
    (a, b) => compareText(a.opener, b.opener) || Number(a.byArbiter) - Number(b.byArbiter),
  );
  const { contests, facts } = doc;
  return {
    ...(cases.length === 0 ? {} : { cases }),
    ...(contests === undefined ? {} : { contests }),
    facts,
  };
}
