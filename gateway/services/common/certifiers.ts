import { certifierStates, type CertifierState } from '../../../chaincode/domain/certificates/certifiers.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../chaincode/domain/consortium/participant.js';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';

interface Members {
  participant(id: string): Participant | undefined;
  consortium(): ConsortiumState | undefined;
}

/** Those that issued the seller's certificates, as they stand at the newest folded block. */
export function certifiersOf(
  members: Members,
  { certifications }: Pick<PublicAggregate, 'certifications'>,
): readonly CertifierState[] {
  const issuers = new Set(certifications.map(({ issuer }) => issuer));
  const participants = [...issuers].flatMap((id) => members.participant(id) ?? []);
  return certifierStates(participants, members.consortium() ?? { organisations: [] });
}
