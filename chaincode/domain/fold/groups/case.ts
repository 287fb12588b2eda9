import type { Case } from '../../records/index.js';
import { dayOf, hourSeconds } from '../../time.js';
import type { CounterName } from '../aggregate.js';
import type { Count } from '../counters.js';
import type { Fact, GroupRef } from '../fact.js';
import { type Flags, type GroupDoc, emptyGroup, standingFacts, winners } from '../group.js';
import type { CaseBody } from '../kinds/case.js';
import { append, lists } from '../list.js';
import { type FoldState, compareText, keys, load, save } from '../state.js';
import type { GroupRules } from './group-rules.js';

export interface ReducedCase {
  /** `<participant that opened it>/<case>` */
  readonly id: string;
  readonly opener: string;
  /** Whether the opener was an arbiter then. */
  readonly byArbiter: boolean;
  /** Empty in a case about no order. */
  readonly order: string;
  readonly open: boolean;
  /** The last decision, whether or not it is appealed; empty before the first. */
  readonly outcome: CaseBody['outcome'];
  /** Whether the seller answered. */
  readonly isAnswered: boolean;
  /** Records that an open case contests, sorted. */
  readonly contests: readonly string[];
  /** Ids of the records that are its steps, in order of place. */
  readonly steps: readonly string[];
}

/** Types of case that are about the product. */
const isOfProduct: Readonly<Record<Case['type'], boolean>> = {
  'not-received': false,
  'not-as-described': true,
  counterfeit: true,
  damaged: true,
  late: false,
  'refund-missing': false,
  'unauthorised-payment': false,
  privacy: false,
  'record-contested': false,
};

const counterOf: Readonly<Record<NonNullable<Case['outcome']>, CounterName>> = {
  'for-buyer': 'casesForBuyer',
  shared: 'casesForBuyer',
  'for-seller': 'casesForSeller',
  withdrawn: 'casesForSeller',
};

const caseNumber = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/**
 * The cases of one seller that bear one case number. Who opened it owns it; a step of another participant (the
 * seller's answer, the arbiter's decision) belongs to every case of that number but none the other opened itself.
 * Open cases count in both variants, so contests do not apply here.
 */
export function reduceCases(
  doc: GroupDoc<CaseBody>,
  key: string,
): { cases: ReducedCase[]; counts: Count[]; flags: Flags } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const counts: Count[] = [];
  const openers = [...new Set(standing.filter((f) => f.body.step === 'opened').map((f) => f.issuer))].sort(
    compareText,
  );
  const cases: ReducedCase[] = [];
  const placed = new Set<Fact>();
  const early: Flags = new Map();
  for (const opener of openers) {
    const steps = standing.filter((fact) => fact.issuer === opener || !openers.includes(fact.issuer));
    const opened = winners(steps.filter(isOpening), () => 'opened', flags).get('opened') as Fact<CaseBody>;
    // An hour less: times are rounded to it, some up and some down.
    const earliest = opened.at - hourSeconds;
    const inTime = steps.filter((fact) => isOpening(fact) || fact.at >= earliest);
    for (const step of steps) {
      if (inTime.includes(step)) placed.add(step);
      else early.set(step.id, { because: 'before_case', by: opened.id });
    }
    const won = winners(inTime, (fact) => fact.body.step, flags);
    cases.push(countCase(`${opener}/${caseNumber(key)}`, steps, won, counts));
  }
  for (const fact of standing)
    if (!placed.has(fact)) flags.set(fact.id, early.get(fact.id) ?? { because: 'case_missing' });
  return { cases, counts, flags };
}

const isOpening = (fact: Fact<CaseBody>): boolean => fact.body.step === 'opened';

function countCase(
  id: string,
  steps: readonly Fact[],
  won: ReadonlyMap<CaseBody['step'], Fact<CaseBody>>,
  counts: Count[],
): ReducedCase {
  const opened = won.get('opened') as Fact<CaseBody>;
  const { order, type } = opened.body;
  const decided = won.get('appeal-decided')?.body;
  const open = decided === undefined && (!won.has('resolved') || won.has('appealed'));
  const outcome = decided?.outcome || (won.get('resolved')?.body.outcome ?? '');
  const isAnswered = won.has('responded');
  const day = dayOf(opened.at);
  const count = (name: CounterName) => counts.push([day, name, 1]);
  const counter = outcome === '' ? undefined : counterOf[outcome];
  count('casesOpened');
  if (isAnswered) count('casesAnswered');
  if (isAnswered && counter !== 'casesForSeller') count('casesAnsweredHeld');
  if (counter !== undefined) count(counter);
  if (counter === 'casesForBuyer' && isOfProduct[type]) count('casesProduct');
  // A case about an order counts with the order, once however many cases it has.
  if (order === '' && outcome === 'for-buyer') {
    count('defective');
    if (!isAnswered) count('unresolved');
  }
  const contests = open
    ? [...new Set([...won.values()].flatMap((fact) => fact.body.contests))].sort(compareText)
    : [];
  return {
    id,
    opener: opened.issuer,
    byArbiter: opened.rank === 0,
    order,
    open,
    outcome,
    isAnswered,
    contests,
    steps: steps.map((fact) => fact.id),
  };
}

function saveOpenCases(
  state: FoldState,
  ref: GroupRef,
  before: GroupDoc<CaseBody>,
  after: GroupDoc<CaseBody>,
): void {
  if (before === emptyGroup) append(state, lists.casesOf(ref.seller), ref.key);
  const open = (doc: GroupDoc<CaseBody>) =>
    reduceCases(doc, ref.key)
      .cases.filter((c) => c.open)
      .map((c) => c.id);
  const key = keys.openCases(ref.seller);
  const stale = open(before);
  const others = (load<string[]>(state, key) ?? []).filter((id) => !stale.includes(id));
  const ids = [...others, ...open(after)].sort(compareText);
  if (ids.length === 0) state.delete(key);
  else save(state, key, ids);
}

export const cases: GroupRules<'case', CaseBody> = {
  isLimited: true,
  contribution: (doc, _variant, { key }) => reduceCases(doc, key),
  flags: (doc, { key }) => reduceCases(doc, key).flags,
  settle: saveOpenCases,
};
