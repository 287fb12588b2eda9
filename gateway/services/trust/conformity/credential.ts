import type { StatusEntry } from '../../../../chaincode/domain/status-lists/types.js';
import { attestationOf, type Attested } from './attestation.js';

/** What UNTP calls a thing by: its type, a URI, and words for people. */
export interface Named {
  readonly type: readonly string[];
  readonly id: string;
  readonly name: string;
}

/**
 * UNTP 0.7.0 Digital Conformity Credential (W3C Verifiable Credentials Data Model 2.0). Its times are the certificate's,
 * for it has no others.
 * @param issuer the organisation that vouches for the record
 * @param status where the certificate's suspension bit is
 */
export function conformityCredential(
  attested: Attested,
  issuer: { readonly id: string; readonly name: string },
  status: StatusEntry,
) {
  const { id, record, site } = attested;
  return {
    '@context': [
      'https://www.w3.org/ns/credentials/v2',
      'https://vocabulary.uncefact.org/untp/0.7.0/context/',
    ],
    type: ['DigitalConformityCredential', 'VerifiableCredential'],
    id: `${site}/v1/records/${id}/untp`,
    issuer: { type: ['CredentialIssuer'], ...issuer },
    name: `Certificate ${record.certificate} of ${record.seller}, as stated by ${attested.certifier.id}`,
    validFrom: record.validFrom,
    validUntil: record.validUntil,
    // UNTP 0.7.0 has a number here where the W3C has its decimal digits in a string: readers of this form expect it.
    credentialStatus: { ...status, statusListIndex: Number(status.statusListIndex) },
    credentialSubject: attestationOf(attested),
  };
}
