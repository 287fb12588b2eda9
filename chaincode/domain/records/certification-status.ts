import Type, { type Static } from 'typebox';
import { LocalId, SellerId, Time, closed, oneOf, optionalMembers } from './common.js';
import { schemaSaysAll, type RecordDefinition } from './definition.js';

/** A change of a certificate's status, by the certifier that issued it (W3C Bitstring Status List purposes). */
export const CertificationStatus = closed({
  kind: Type.Literal('certification-status'),
  seller: SellerId,
  at: Time,
  certificate: LocalId,
  status: oneOf(['suspended', 'reinstated', 'revoked']),
  reason: oneOf([
    'non-conformity',
    'surveillance-overdue',
    'holder-request',
    'misuse',
    'scope-reduced',
    'issued-in-error',
    'resolved',
    'rights-lapsed',
  ]),
  ...optionalMembers,
});
export type CertificationStatus = Static<typeof CertificationStatus>;

export const certificationStatus: RecordDefinition<typeof CertificationStatus> = {
  schema: CertificationStatus,
  since: 1,
  check: schemaSaysAll,
};
