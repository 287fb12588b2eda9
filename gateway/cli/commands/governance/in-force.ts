import type { Action } from '../../../../chaincode/domain/consortium/action.js';
import type {
  AuthorityMatrix,
  Organisation,
  Parameters,
} from '../../../../chaincode/domain/consortium/document.js';
import type { Participant } from '../../../../chaincode/domain/consortium/participant.js';
import type { PolicyDocument } from '../../../../chaincode/domain/consortium/policy-document.js';
import { ProblemError, type Client } from '../../../sdk/client/index.js';

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

/** What the consortium decides as a whole, by the gateway's word. */
export interface ConsortiumInForce extends Members {
  readonly parameters: Parameters;
  readonly witnesses: readonly string[];
  readonly quorum: number;
}

/** As actions name it. Throws ProblemError, ClientError. */
export async function consortiumInForce(client: Client): Promise<ConsortiumInForce> {
  const { value } = await client.get<Members & Omit<ConsortiumInForce, 'parameters'> & Parameters>(
    '/.well-known/stl',
  );
  const { demo, k, organisations, quorum, shiftedDays, witnesses } = value;
  return {
    ...{ k, witnesses, quorum },
    parameters: { demo, ...(shiftedDays === undefined ? {} : { shiftedDays }) },
    organisations: organisations.map(({ adminKey, id, mspId, name, previous, roles, url, ...keys }) => ({
      ...{ id, mspId, name, roles, url },
      ...(documented(keys) as Pick<Organisation, 'signKey' | 'logKey' | 'cosignerKey'>),
      adminKey: bare(adminKey),
      ...(previous && { previous: documented(previous) }),
    })),
  };
}

export interface RulesInForce {
  readonly authority: AuthorityMatrix;
  readonly foldVersion: number;
}

export const rulesInForce = async (client: Client): Promise<RulesInForce> =>
  (await client.get<RulesInForce>('/v1/authority')).value;

/** The newest version of a policy; undefined where there was never one. */
export async function policyInForce(client: Client, name: string): Promise<PolicyDocument | undefined> {
  let newest: PolicyDocument | undefined;
  for await (const policy of client.list<PolicyDocument>('/v1/policies'))
    if (policy.name === name && policy.version > (newest?.version ?? 0)) newest = policy;
  return newest;
}

/** Undefined where nobody has that id. */
export async function participantInForce(client: Client, id: string): Promise<Participant | undefined> {
  try {
    return (await client.get<Participant>(`/v1/participants/${encodeURIComponent(id)}`)).value;
  } catch (error) {
    if (error instanceof ProblemError && error.status === 404) return undefined;
    throw error;
  }
}

/** What an action would change, as it is now: as much of it as the action is about. */
export interface Before {
  readonly consortium: ConsortiumInForce;
  readonly rules: RulesInForce;
  readonly policy: PolicyDocument | undefined;
  readonly participant: Participant | undefined;
}

/** By the gateway's word: only the words rest on it, and not what is signed. Throws ProblemError, ClientError. */
export async function inForceBefore(client: Client, action: Action): Promise<Before> {
  const id = 'id' in action ? action.id : action.type === 'participant.register' && action.participant.id;
  const [consortium, rules, policy, participant] = await Promise.all([
    consortiumInForce(client),
    rulesInForce(client),
    action.type === 'policy.publish' ? policyInForce(client, action.policy.name) : undefined,
    id === false ? undefined : participantInForce(client, id),
  ]);
  return { consortium, rules, policy, participant };
}
