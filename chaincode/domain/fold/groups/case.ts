import type { Case } from '../../records/index.js';
import { dayOf } from '../../time.js';
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
  readonly open: boolean;
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
  for (const opener of openers) {
    const steps = standing.filter((fact) => fact.issuer === opener || !openers.includes(fact.issuer));
    for (const step of steps) placed.add(step);
    const won = winners(steps, (fact) => fact.body.step, flags);
    cases.push(countCase(`${opener}/${caseNumber(key)}`, steps, won, counts));
  }
  for (const fact of standing) if (!placed.has(fact)) flags.set(fact.id, { because: 'case_missing' });
  return { cases, counts, flags };
}

function countCase(
  id: string,
  steps: readonly Fact[],
  won: ReadonlyMap<CaseBody['step'], Fact<CaseBody>>,
  counts: Count[],
): ReducedCase {
  const opened = won.get('opened') as Fact<CaseBody>;
  const decided = won.get('appeal-decided')?.body;
  const open = decided === undefined && (!won.has('resolved') || won.has('appealed'));
  const outcome = decided?.outcome || (won.get('resolved')?.body.outcome ?? '');
  const day = dayOf(opened.at);
  counts.push([day, 'casesOpened', 1]);
  if (won.has('responded')) counts.push([day, 'casesAnswered', 1]);
  if (outcome !== '') {
    const counter = counterOf[outcome];
    counts.push([day, counter, 1]);
    if (counter === 'casesForBuyer' && isOfProduct[opened.body.type]) counts.push([day, 'casesProduct', 1]);
  }
  const contests = open
    ? [...new Set([...won.values()].flatMap((fact) => fact.body.contests))].sort(compareText)
    : [];
  return { id, open, contests, steps: steps.map((fact) => fact.id) };
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
