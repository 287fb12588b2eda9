import type { PublicJwk, SignatureAlgorithm } from '../../../chaincode/domain/ports.js';
import { parseTime } from '../../../chaincode/domain/time.js';
import type { Queries } from '../../projection/port.js';
import type { Caller } from '../common/caller.js';
import type { AdminKey, Clock } from '../common/ports.js';

export interface KnownKey {
  readonly alg: SignatureAlgorithm;
  readonly jwk: PublicJwk;
  readonly caller: Caller;
}

/** Which keys may sign a request now: a suspended participant's, a revoked or an expired one may not. */
export class Keys {
  readonly #admins: ReadonlyMap<string, AdminKey>;
  readonly #queries: Pick<Queries, 'participantByKey'>;
  readonly #now: Clock;

  constructor(queries: Pick<Queries, 'participantByKey'>, admins: readonly AdminKey[], now: Clock) {
    this.#queries = queries;
    this.#now = now;

    this.#admins = new Map(admins.map((key) => [key.kid, key]));
  }

  find(kid: string): KnownKey | undefined {
    const admin = this.#admins.get(kid);
    if (admin !== undefined) {
      const { alg, jwk, org, mspId } = admin;
      return { alg, jwk, caller: { type: 'administrator', kid, org, mspId } };
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
