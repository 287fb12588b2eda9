import type { Action } from '../../../chaincode/domain/governance/types.js';
import type { Participant, ParticipantKey } from '../../../chaincode/domain/participants/types.js';
import { formatTime, parseTime } from '../../../chaincode/domain/time.js';
import type { Client, NamedPublicJwk } from '../../client/index.js';
import { CliFailure } from '../failure.js';
import { proposalText, proposeAction } from '../governing.js';

/** Seconds a new key is registered for, at most. */
const keyLifetime = 366 * 86_400;

/** An organisation may do both of this alone for its own participants, so they take effect at once. */
async function execute(client: Client, action: Action): Promise<void> {
  const view = await proposeAction(client, action);
  if (view.status === 'executed') return;
  throw new CliFailure(
    `this needs other organisations, too; run it again after that\n${proposalText(view)}`,
    {
      code: 'approval_needed',
    },
  );
}

const participantOf = async (client: Client, id: string): Promise<Participant> =>
  (await client.get<Participant>(`/v1/participants/${encodeURIComponent(id)}`)).value;

/** Revokes the key from a block on; a revocation that stands already is left as it is. */
export async function revokeKey(client: Client, id: string, kid: string, fromBlock: number): Promise<void> {
  const { keys } = await participantOf(client, id);
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new CliFailure(`${id} has no key ${kid}`, { code: 'key_unknown' });
  if (key.revoked === undefined) {
    await execute(client, { type: 'key.revoke', id, kid, reason: 'compromised', fromBlock });
  } else if (key.revoked.fromBlock !== fromBlock) {
    throw new CliFailure(`the key is revoked already, from block ${key.revoked.fromBlock ?? '(none)'}`, {
      code: 'key_not_valid',
    });
  }
}

/** Registers the new key from now on, unless it is there already. */
export async function registerKey(client: Client, id: string, named: NamedPublicJwk): Promise<void> {
  const { keys, validUntil } = await participantOf(client, id);
  const { alg, kid, ...jwk } = named;
  if (keys.some((key) => key.kid === kid)) return;
  const now = Math.floor(Date.now() / 1000);
  const until = Math.min(parseTime(validUntil) ?? 0, now + keyLifetime);
  const key: ParticipantKey = {
    kid,
    alg,
    jwk: jwk,
    // A clock that runs ahead must not make the key useless for its first minutes.
    notBefore: formatTime(now - 300),
    notAfter: formatTime(until),
  };
  await execute(client, { type: 'key.register', id, key });
}
