import type { Participant, ParticipantKey } from '../../../chaincode/domain/participants/types.js';
import { formatTime, parseTime } from '../../../chaincode/domain/time.js';
import type { Client, NamedPublicJwk } from '../../client/index.js';
import { CliFailure } from '../failure.js';
import { proposeAction, type ProposalView } from '../governing.js';

/** Seconds a new key is registered for, at most. */
const keyLifetime = 366 * 86_400;

const participantOf = async (client: Client, id: string): Promise<Participant> =>
  (await client.get<Participant>(`/v1/participants/${encodeURIComponent(id)}`)).value;

/** Revokes the key from a block on; a revocation that stands already is left as it is. */
export async function revokeKey(client: Client, id: string, kid: string, fromBlock: number): Promise<void> {
  const { keys } = await participantOf(client, id);
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new CliFailure(`${id} has no key ${kid}`, { code: 'key_unknown' });
  if (key.revoked === undefined) {
    // Its organisation may do this alone, so it takes effect at once.
    await proposeAction(client, { type: 'key.revoke', id, kid, reason: 'compromised', fromBlock });
  } else if (key.revoked.fromBlock !== fromBlock) {
    throw new CliFailure(`the key is revoked already, from block ${key.revoked.fromBlock ?? '(none)'}`, {
      code: 'key_not_valid',
    });
  }
}

async function openProposal(client: Client, id: string, kid: string): Promise<ProposalView | undefined> {
  for await (const view of client.list<ProposalView>('/v1/proposals')) {
    const { action } = view.proposal;
    if (
      view.status === 'open' &&
      action.type === 'key.register' &&
      action.id === id &&
      action.key.kid === kid
    ) {
      return view;
    }
  }
  return undefined;
}

/**
 * Registers the new key from now on, unless it is there already. Returns the proposal that still needs other
 * organisations: a stolen admin key alone must not be able to put a thief's key in place.
 */
export async function registerKey(
  client: Client,
  id: string,
  named: NamedPublicJwk,
): Promise<ProposalView | undefined> {
  const { keys, validUntil } = await participantOf(client, id);
  const { alg, kid, ...jwk } = named;
  if (keys.some((key) => key.kid === kid)) return undefined;
  const now = Math.floor(Date.now() / 1000);
  const until = Math.min(parseTime(validUntil) ?? 0, now + keyLifetime);
  const key: ParticipantKey = {
    kid,
    alg,
    jwk,
    // A clock that runs ahead must not make the key useless for its first minutes.
    notBefore: formatTime(now - 300),
    notAfter: formatTime(until),
  };
  const view =
    (await openProposal(client, id, kid)) ?? (await proposeAction(client, { type: 'key.register', id, key }));
  return view.status === 'executed' ? undefined : view;
}
