import type { CertificationStatus } from '../../records/index.js';
import { certificateGroup } from '../fact.js';
import { allEqual, type FoldedKind } from './folded-kind.js';

export interface CertificationStatusBody {
  readonly kind: 'certification-status';
  readonly reason: CertificationStatus['reason'];
  readonly status: CertificationStatus['status'];
}

export const certificationStatus: FoldedKind<'certification-status', CertificationStatusBody, 'certificate'> =
  {
    group: ({ seller, certificate }, issuer) => certificateGroup(seller, issuer, certificate),
    body: (record) => ({ kind: 'certification-status', reason: record.reason, status: record.status }),
    authority: allEqual,
    isContestable: false,
  };
