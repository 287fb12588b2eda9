import { Refusal } from '../errors.js';
import { assertKeyProof } from '../participants/key-proof.js';
import { keyDefects } from '../participants/keys.js';
import { newParticipantDefects, participantDefects } from '../participants/participant-check.js';
import type { Participant, ParticipantKey } from '../consortium/participant.js';
import type { Crypto, Sha256 } from '../ports.js';
import { formatTime } from '../time.js';
import { refuseFor } from './document.js';
import type { Registry } from './registry.js';
import type { Action } from '../consortium/action.js';
import type { ConsortiumState } from '../consortium/document.js';

type ActionOf<T extends Action['type']> = Extract<Action, { type: T }>;

/** A participant as it will be, and the keys it did not have before. */
export interface ParticipantChange {
  readonly participant: Participant;
  readonly newKeys: readonly string[];
}

const exists = (reason: string): Refusal => new Refusal({ code: 'exists', reason });

function known(id: string, registry: Registry): Participant {
  const participant = registry.participant(id);
  if (!participant) throw new Refusal({ code: 'not_found', reason: 'no such participant' });
  // What has ended stays ended: its id and history must not pass to someone else.
  if (participant.status === 'ended')
    throw new Refusal({ code: 'issuer_not_active', reason: 'participant has ended' });

  return participant;
}

// A signed query names its key alone, so a key that two participants share would have two owners.
function refuseKnownKeys(
  keys: readonly ParticipantKey[],
  { organisations }: ConsortiumState,
  registry: Registry,
): void {
  for (const { kid } of keys) {
    const isAdmin = organisations.some(({ adminKey }) => adminKey.kid === kid);
    if (isAdmin || registry.ownerOfKey(kid) !== undefined) throw exists('key is already registered');
  }
}

export function register(
  { participant }: ActionOf<'participant.register'>,
  consortium: ConsortiumState,
  registry: Registry,
  sha256: Sha256,
): ParticipantChange {
  refuseFor(newParticipantDefects(participant, sha256), '/action/participant');
  if (!consortium.organisations.some(({ id }) => id === participant.org))
    throw new Refusal({ code: 'organisation_unknown', reason: 'no such organisation' });

  if (registry.participant(participant.id)) throw exists('participant id is taken');
  refuseKnownKeys(participant.keys, consortium, registry);
  return { participant, newKeys: participant.keys.map(({ kid }) => kid) };
}

export function update(
  { accreditation, id, roles, scope, validUntil }: ActionOf<'participant.update'>,
  registry: Registry,
): ParticipantChange {
  const participant: Participant = {
    ...known(id, registry),
    ...(accreditation && { accreditation }),
    ...(roles && { roles }),
    ...(scope && { scope }),
    ...(validUntil !== undefined && { validUntil }),
  };
  refuseFor(participantDefects(participant), '/action');
  return { participant, newKeys: [] };
}

export function setStatus(
  { id, status }: ActionOf<'participant.status'>,
  registry: Registry,
): ParticipantChange {
  return { participant: { ...known(id, registry), status }, newKeys: [] };
}

export function registerKey(
  { id, key }: ActionOf<'key.register'>,
  consortium: ConsortiumState,
  registry: Registry,
  sha256: Sha256,
): ParticipantChange {
  return withKey(known(id, registry), key, consortium, registry, sha256);
}

function withKey(
  participant: Participant,
  key: ParticipantKey,
  consortium: ConsortiumState,
  registry: Registry,
  sha256: Sha256,
): ParticipantChange {
  refuseFor(keyDefects(key, sha256), '/action/key');
  refuseKnownKeys([key], consortium, registry);
  if (participant.keys.length >= 32)
    throw new Refusal({ code: 'document_schema', reason: 'participant has 32 keys already' });

  return { participant: { ...participant, keys: [...participant.keys, key] }, newKeys: [key.kid] };
}

/** The old key stays until it ends: what is signed with it and under way must still arrive. */
export function rotateKey(
  { id, key, proof }: ActionOf<'key.rotate'>,
  { consortium, crypto, registry, time }: RotationContext,
): ParticipantChange {
  const participant = known(id, registry);
  const change = withKey(participant, key, consortium, registry, crypto.sha256);
  assertKeyProof(proof, key, { participant, consortium, time, crypto });
  return change;
}

interface RotationContext {
  readonly consortium: ConsortiumState;
  readonly registry: Registry;
  readonly crypto: Crypto;
  readonly time: number;
}

/**
 * A revocation is never taken back, but may come to reach further back: a theft is often noticed after the key was
 * replaced in the ordinary way. Keys of a participant that has ended can still be revoked.
 */
export function revokeKey(
  { fromBlock, id, kid, reason }: ActionOf<'key.revoke'>,
  registry: Registry,
  time: number,
): ParticipantChange {
  const participant = registry.participant(id);
  const key = participant?.keys.find((candidate) => candidate.kid === kid);
  if (!participant || !key) throw new Refusal({ code: 'not_found', reason: 'no such key' });
  const reachesFurther = (fromBlock ?? Infinity) < (key.revoked?.fromBlock ?? Infinity);
  if (key.revoked && !reachesFurther) throw exists('key is already revoked');
  const at = key.revoked?.at ?? formatTime(time);
  const revoked = { at, reason, ...(fromBlock === undefined ? {} : { fromBlock }) };
  const keys = participant.keys.map((each) => (each === key ? { ...key, revoked } : each));
  return { participant: { ...participant, keys }, newKeys: [] };
}
