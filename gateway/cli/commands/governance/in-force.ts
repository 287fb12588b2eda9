import type { Organisation } from '../../../../chaincode/domain/consortium/document.js';
import type { Client } from '../../../sdk/client/index.js';

type Keys = NonNullable<Organisation['previous']>;

/** The members of a P-256 key that the consortium's document has. `/.well-known/stl` shows whole JWKs. */
const bare = ({ kid, x, y }: Organisation['signKey']): Organisation['signKey'] => ({ kid, x, y });

function documented({ cosignerKey, logKey, signKey }: Keys): Keys {
  return {
    ...(signKey && { signKey: bare(signKey) }),
    ...(logKey !== undefined && { logKey }),
    ...(cosignerKey !== undefined && { cosignerKey }),
  };
}

export interface Members {
  readonly k: number;
  readonly organisations: readonly Organisation[];
}

/** The organisations as `organisations.set` names them, by the gateway's word. Throws ProblemError, ClientError. */
export async function membersInForce(client: Client): Promise<Members> {
  const { value } = await client.get<Members>('/.well-known/stl');
  return {
    k: value.k,
    organisations: value.organisations.map(
      ({ adminKey, id, mspId, name, previous, roles, url, ...keys }) => ({
        ...{ id, mspId, name, roles, url },
        ...(documented(keys) as Pick<Organisation, 'signKey' | 'logKey' | 'cosignerKey'>),
        adminKey: bare(adminKey),
        ...(previous && { previous: documented(previous) }),
      }),
    ),
  };
}
