import { p256Jwk } from '../../../chaincode/domain/participants/jwk.js';
import type { PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import { parseTime } from '../../../chaincode/domain/time.js';
import type { Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { Clock } from '../common/ports.js';

export interface KnownKey {
  readonly alg: SignatureAlgorithm;
  readonly jwk: PublicJwk;
  readonly caller: Caller;
}

/** Which keys may sign a request now, by what is folded: a suspended participant's, a revoked or an expired one may not. */
export class Keys {
  readonly #queries: Pick<Queries, 'consortium' | 'participantByKey'>;
  readonly #now: Clock;

  constructor(queries: Pick<Queries, 'consortium' | 'participantByKey'>, now: Clock) {
    this.#queries = queries;
    this.#now = now;
  }

  find(kid: string): KnownKey | undefined {
    const { organisations = [] } = this.#queries.consortium() ?? {};
    const governed = organisations.find(({ adminKey }) => adminKey.kid === kid);
    if (governed !== undefined) {
      const { id, adminKey } = governed;
      return { alg: 'ES256', jwk: p256Jwk(adminKey), caller: { type: 'administrator', kid, org: id } };
    }
    const participant = this.#queries.participantByKey(kid);
    const key = participant?.keys.find((candidate) => candidate.kid === kid);
    if (participant?.status !== 'active' || key === undefined || key.revoked !== undefined) return undefined;
    if (!this.#within(participant.validFrom, participant.validUntil)) return undefined;
    if (!this.#within(key.notBefore, key.notAfter)) return undefined;
    return { alg: key.alg, jwk: key.jwk, caller: { type: 'participant', kid, participant } };
  }

  #within(from: string, until: string): boolean {
    const now = this.#now();
    const [start, end] = [parseTime(from), parseTime(until)];
    return start !== undefined && end !== undefined && start <= now && now <= end;
  }
}
