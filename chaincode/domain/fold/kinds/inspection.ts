import { allEqual, type FoldedKind } from './folded-kind.js';

export interface InspectionBody {
  readonly kind: 'inspection';
  readonly passed: boolean;
}

export const inspection: FoldedKind<'inspection', InspectionBody, 'inspection'> = {
  group: ({ seller, inspection: number }, issuer) => ({
    kind: 'inspection',
    seller,
    key: `inspection/${seller}/${issuer}/${number}`,
  }),
  body: (record) => ({ kind: 'inspection', passed: record.result === 'pass' }),
  authority: allEqual,
  isContestable: true,
};
