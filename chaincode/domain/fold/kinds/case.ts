import type { Role } from '../../consortium/participant.js';
import type { Case } from '../../records/index.js';
import type { FoldedKind } from './folded-kind.js';

export interface CaseBody {
  readonly contests: readonly string[];
  readonly kind: 'case';
  /** Empty in a case about no order. */
  readonly order: string;
  /** Empty in a step that decides nothing. */
  readonly outcome: NonNullable<Case['outcome']> | '';
  readonly step: Case['step'];
  readonly type: Case['type'];
}

// A neutral decides above the platform; what a seller answered, the seller knows best.
const neutralFirst: readonly Role[] = ['arbiter', 'platform'];
const sellerFirst: readonly Role[] = ['seller', 'arbiter', 'platform'];
const authorities: Readonly<Record<Case['step'], readonly Role[]>> = {
  opened: neutralFirst,
  responded: sellerFirst,
  resolved: neutralFirst,
  appealed: sellerFirst,
  'appeal-decided': neutralFirst,
};

export const disputeCase: FoldedKind<'case', CaseBody, 'case'> = {
  group: ({ seller, case: number }) => ({ kind: 'case', seller, key: `case/${seller}/${number}` }),
  body: (record) => ({
    contests: record.contests ?? [],
    kind: 'case',
    order: record.order ?? '',
    outcome: record.outcome ?? '',
    step: record.step,
    type: record.type,
  }),
  authority: (body) => authorities[body.step],
  isContestable: false,
};
