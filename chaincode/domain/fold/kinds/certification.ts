import type { CertificationEntry } from '../aggregate.js';
import { certificateGroup } from '../fact.js';
import { compareText } from '../state.js';
import { allEqual, seconds, type FoldedKind } from './folded-kind.js';

export interface CertificationBody {
  readonly entry: Omit<CertificationEntry, 'number' | 'status'>;
  readonly kind: 'certification';
}

export const certification: FoldedKind<'certification', CertificationBody, 'certificate'> = {
  group: ({ seller, certificate }, issuer) => certificateGroup(seller, issuer, certificate),
  body: (record, { id, speaker, time }) => ({
    entry: {
      assessmentLevel: record.assessmentLevel,
      certificate: record.certificate,
      issued: seconds(record.at),
      issuer: speaker.id,
      jurisdictions: [...record.jurisdictions].sort(compareText),
      record: id,
      ...(record.right === undefined ? {} : { right: record.right }),
      scheme: record.scheme,
      stated: time,
      subject: record.subject,
      validFrom: seconds(record.validFrom),
      validUntil: seconds(record.validUntil),
    },
    kind: 'certification',
  }),
  authority: allEqual,
  isContestable: false,
};
