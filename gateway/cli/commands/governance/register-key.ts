import type { Participant, ParticipantKey } from '../../../../chaincode/domain/consortium/participant.js';
import {
  clockToleranceSeconds,
  daySeconds,
  formatTime,
  parseTime,
} from '../../../../chaincode/domain/time.js';
import type { Client, NamedPublicJwk, ProposalView } from '../../../sdk/client/index.js';
import { CliFailure } from '../../frame/failure.js';
import { proposeAction, type Administrator } from '../../frame/governing.js';

/** Seconds a new key is registered for, at most. */
const keyLifetimeSeconds = 366 * daySeconds;

/** A key as it is registered: from now on, for a year or until its holder's own end. `latest`: RFC 3339. */
export function newKey({ alg, kid, ...jwk }: NamedPublicJwk, latest?: string): ParticipantKey {
  const now = Math.floor(Date.now() / 1000);
  const until = Math.min(
    (latest === undefined ? undefined : parseTime(latest)) ?? Infinity,
    now + keyLifetimeSeconds,
  );
  // A clock that runs ahead must not make the key useless for its first minutes.
  return { kid, alg, jwk, notBefore: formatTime(now - clockToleranceSeconds), notAfter: formatTime(until) };
}

async function openProposal(client: Client, id: string, kid: string): Promise<ProposalView | undefined> {
  for await (const view of client.list<ProposalView>('/v1/proposals')) {
    const { action } = view.proposal;
    if (
      view.status === 'open' &&
      action.type === 'key.register' &&
      action.id === id &&
      action.key.kid === kid
    )
      return view;
  }
  return undefined;
}

/**
 * Registers the new key from now on, unless it is there already. Returns the proposal that still needs other
 * organisations: a stolen admin key alone must not be able to put a thief's key in place. Throws CliFailure where the
 * registration has ended.
 */
export async function registerKey(
  admin: Administrator,
  id: string,
  named: NamedPublicJwk,
): Promise<ProposalView | undefined> {
  const path = `/v1/participants/${encodeURIComponent(id)}`;
  const { keys, validUntil } = (await admin.client.get<Participant>(path)).value;
  if (keys.some(({ kid }) => kid === named.kid)) return undefined;
  if (Date.now() > (parseTime(validUntil) ?? 0) * 1000) {
    throw new CliFailure(`the registration of ${id} ended on ${validUntil.slice(0, 10)}: no key could sign`, {
      code: 'issuer_not_active',
      details: ['The consortium extends it: "stl propose", action participant.update, validUntil.'],
    });
  }
  const key = newKey(named, validUntil);
  const view =
    (await openProposal(admin.client, id, key.kid)) ??
    (await proposeAction(admin, { type: 'key.register', id, key }));
  return view.status === 'executed' ? undefined : view;
}
