import Type, { type Static } from 'typebox';
import {
  Commitment,
  HourTime,
  LocalId,
  RecordId,
  SellerId,
  closed,
  oneOf,
  optionalMembers,
} from './common.js';
import type { RecordDefinition } from './definition.js';

/** One step of a dispute (eBay cases; Amazon A-to-z). `contests` names the facts it disputes. */
export const Case = closed({
  kind: Type.Literal('case'),
  seller: SellerId,
  at: HourTime,
  case: LocalId,
  step: oneOf(['opened', 'responded', 'resolved', 'appealed', 'appeal-decided']),
  type: oneOf([
    'not-received',
    'not-as-described',
    'counterfeit',
    'damaged',
    'late',
    'refund-missing',
    'unauthorised-payment',
    'privacy',
    'record-contested',
  ]),
  order: Type.Optional(Commitment),
  outcome: Type.Optional(oneOf(['for-buyer', 'for-seller', 'shared', 'withdrawn'])),
  contests: Type.Optional(Type.Array(RecordId, { minItems: 1, maxItems: 16, uniqueItems: true })),
  ...optionalMembers,
});
export type Case = Static<typeof Case>;

/** What a step does: only who asks may contest records, and only who decides names an outcome. */
const stepDoes: Readonly<Record<Case['step'], 'ask' | 'answer' | 'decide'>> = {
  opened: 'ask',
  responded: 'answer',
  resolved: 'decide',
  appealed: 'ask',
  'appeal-decided': 'decide',
};

export const disputeCase: RecordDefinition<typeof Case> = {
  schema: Case,
  since: 1,
  check({ contests, outcome, step, type }, findings) {
    const decides = stepDoes[step] === 'decide';
    const asks = stepDoes[step] === 'ask';
    findings.refuseIf(decides && outcome === undefined, '/outcome', 'a decision must say its outcome');
    findings.refuseIf(!decides && outcome !== undefined, '/outcome', 'only a decision has it');
    findings.refuseIf(!asks && contests !== undefined, '/contests', 'only an opening or appeal has it');
    const unnamed = step === 'opened' && type === 'record-contested' && contests === undefined;
    findings.refuseIf(unnamed, '/contests', 'a contested record must be named');
  },
};
