import type { ConsortiumState } from '../consortium/document.js';
import type { Participant } from '../consortium/participant.js';
import type { CertifierState } from './components/certification.js';

/**
 * What the score takes of certifiers. Those whose organisation left the consortium are left out: nobody answers for
 * them any more, so their certificates count for nothing.
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
