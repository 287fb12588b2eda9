import type { ConsortiumState } from '../consortium/document.js';
import type { Accreditation, Participant } from '../consortium/participant.js';

/** What the standing of certificates needs to know of a certifier: proven from the map beside a badge. */
export interface CertifierState {
  readonly id: string;
  readonly status: 'active' | 'suspended' | 'ended';
  /** RFC 3339: the participant's own registration ends then. */
  readonly validUntil: string;
  readonly accreditation: readonly Accreditation[];
}

/**
 * What counts of certifiers. Those whose organisation left the consortium are left out: nobody answers for them any
 * more, so their certificates count for nothing.
 */
export function certifierStates(
  participants: readonly Participant[],
  { organisations }: { readonly organisations: readonly Pick<Member, 'id'>[] },
): readonly CertifierState[] {
  const members = new Set(organisations.map(({ id }) => id));
  return participants
    .filter(({ org }) => members.has(org))
    .map(({ id, status, validUntil, accreditation }) => ({ id, status, validUntil, accreditation }));
}

type Member = ConsortiumState['organisations'][number];
