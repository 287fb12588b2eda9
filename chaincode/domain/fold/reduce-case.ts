import { dayOf } from '../time.js';
import type { Count } from './counters.js';
import type { Fact, FactBody } from './fact.js';
import { type Flags, type GroupDoc, standingFacts, winners } from './group.js';
import { compareText } from './state.js';

type CaseBody = Extract<FactBody, { kind: 'case' }>;

export interface ReducedCase {
  /** `<participant that opened it>/<case>` */
  readonly id: string;
  readonly open: boolean;
  /** Records that an open case contests, sorted. */
  readonly contests: readonly string[];
  /** Ids of the records that are its steps, in order of place. */
  readonly steps: readonly string[];
}

const productTypes: readonly string[] = ['not-as-described', 'counterfeit', 'damaged'];
const caseNumber = (key: string): string => key.slice(key.lastIndexOf('/') + 1);

/**
 * The cases of one seller that bear one case number. Who opened it owns it; a step of another participant (the
 * seller's answer, the arbiter's decision) belongs to every case of that number but none the other opened itself.
 * Open cases count in both variants, so contests do not apply here.
 */
export function reduceCases(
  doc: GroupDoc,
  key: string,
): { cases: ReducedCase[]; counts: Count[]; flags: Flags } {
  const flags: Flags = new Map();
  const standing = standingFacts(doc, { withoutContested: false }, flags);
  const counts: Count[] = [];
  const openers = [
    ...new Set(standing.filter((f) => (f.body as CaseBody).step === 'opened').map((f) => f.issuer)),
  ].sort(compareText);
  const cases: ReducedCase[] = [];
  const placed = new Set<Fact>();
  for (const opener of openers) {
    const steps = standing.filter((fact) => fact.issuer === opener || !openers.includes(fact.issuer));
    for (const step of steps) placed.add(step);
    const won = winners(steps, (fact) => (fact.body as CaseBody).step, flags);
    cases.push(countCase(`${opener}/${caseNumber(key)}`, steps, won, counts));
  }
  for (const fact of standing) if (!placed.has(fact)) flags.set(fact.id, { because: 'case_missing' });
  return { cases, counts, flags };
}

function countCase(
  id: string,
  steps: readonly Fact[],
  won: ReadonlyMap<string, Fact>,
  counts: Count[],
): ReducedCase {
  const bodyOf = (step: CaseBody['step']) => won.get(step)?.body as CaseBody | undefined;
  const opened = won.get('opened') as Fact;
  const decided = bodyOf('appeal-decided');
  const open = decided === undefined && (!won.has('resolved') || won.has('appealed'));
  const outcome = decided?.outcome || (bodyOf('resolved')?.outcome ?? '');
  const day = dayOf(opened.at);
  counts.push([day, 'casesOpened', 1]);
  if (won.has('responded')) counts.push([day, 'casesAnswered', 1]);
  if (outcome === 'for-buyer' || outcome === 'shared') {
    counts.push([day, 'casesForBuyer', 1]);
    if (productTypes.includes((opened.body as CaseBody).type)) counts.push([day, 'casesProduct', 1]);
  } else if (outcome !== '') counts.push([day, 'casesForSeller', 1]);
  const contests = open
    ? [...new Set([...won.values()].flatMap((fact) => (fact.body as CaseBody).contests))].sort(compareText)
    : [];
  return { id, open, contests, steps: steps.map((fact) => fact.id) };
}
