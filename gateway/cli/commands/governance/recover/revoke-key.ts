import type { Participant } from '../../../../../chaincode/domain/consortium/participant.js';
import type { Client } from '../../../../sdk/client/index.js';
import { CliFailure } from '../../../frame/failure.js';
import { proposeAction, type Administrator } from '../../../frame/governing.js';

const participantOf = async (client: Client, id: string): Promise<Participant> =>
  (await client.get<Participant>(`/v1/participants/${encodeURIComponent(id)}`)).value;

/** Revokes the key from a block on; a revocation that stands already may be made to reach further back. */
export async function revokeKey(
  admin: Administrator,
  id: string,
  kid: string,
  fromBlock: number,
): Promise<void> {
  const { keys } = await participantOf(admin.client, id);
  const key = keys.find((candidate) => candidate.kid === kid);
  if (!key) throw new CliFailure(`${id} has no key ${kid}`, { code: 'key_unknown' });
  const { revoked } = key;
  if (revoked === undefined || fromBlock < (revoked.fromBlock ?? Infinity)) {
    // Its organisation may do this alone, so it takes effect at once.
    await proposeAction(admin, { type: 'key.revoke', id, kid, reason: 'compromised', fromBlock });
  } else if (revoked.fromBlock !== fromBlock) {
    throw new CliFailure(`the key is revoked already, from block ${revoked.fromBlock}`, {
      code: 'key_not_valid',
    });
  }
}
