import { activeFold, newestFold } from '../fold-version.js';
import { Refusal } from '../errors.js';
import { policyDefects } from '../policies/index.js';
import type { Crypto } from '../ports.js';
import { matrixDefects } from './authority-matrix.js';
import * as change from './change-participant.js';
import { refuseFor } from './document.js';
import { organisationDefects, previousDefects } from './organisations.js';
import type { Registry } from './registry.js';
import type { Action } from '../consortium/action.js';
import type { ConsortiumState } from '../consortium/document.js';
import type { PolicyDocument } from '../consortium/policy-document.js';
import { quorumDefects, witnessDefects } from './witnesses.js';

/** What an executed action changes. */
export interface Changes {
  readonly participant?: change.ParticipantChange;
  readonly consortium?: Partial<ConsortiumState>;
  readonly policy?: PolicyDocument;
}

export interface Before {
  readonly consortium: ConsortiumState;
  readonly registry: Registry;
  readonly crypto: Crypto;
  /** The transaction's time in seconds. */
  readonly time: number;
}

/** Versions follow one another and never change: what was scored under one can be scored again. */
function publish(policy: PolicyDocument, { policies }: ConsortiumState): Changes {
  const current = policies[policy.name] ?? 0;
  if (policy.version <= current) throw new Refusal({ code: 'exists', reason: 'policy version exists' });
  if (policy.version !== current + 1) {
    const pointer = '/action/policy/version';
    throw new Refusal({ code: 'document_schema', reason: 'not the next version', pointer });
  }
  refuseFor(policyDefects(policy), '/action/policy');
  return { policy, consortium: { policies: { ...policies, [policy.name]: policy.version } } };
}

/** Gateways need warning of a new fold: it starts at a later epoch than the newest Seal's. */
async function activate(fold: ConsortiumState['fold'], { consortium, registry }: Before): Promise<Changes> {
  const pointer = '/action/fold';
  const epoch = await registry.epoch();
  // One at a time: what was in force before an activation must stay known until it takes effect.
  if (fold.version !== activeFold(consortium.fold, epoch) + 1)
    throw new Refusal({ code: 'document_schema', reason: 'not the next fold version', pointer });

  if (fold.version > newestFold) {
    throw new Refusal({
      code: 'document_schema',
      reason: 'a fold version that this chaincode lacks',
      pointer,
    });
  }
  if (fold.fromEpoch <= epoch)
    throw new Refusal({ code: 'document_schema', reason: 'epoch has passed', pointer });

  return { consortium: { fold } };
}

/** Decides what an action changes. Throws a Refusal where the state or the action forbids it. */
export async function applyAction(action: Action, before: Before): Promise<Changes> {
  const { consortium, crypto, registry, time } = before;
  const { sha256 } = crypto;
  switch (action.type) {
    case 'participant.register':
      return { participant: await change.register(action, consortium, registry, sha256) };
    case 'participant.update':
      return { participant: await change.update(action, registry) };
    case 'participant.status':
      return { participant: await change.setStatus(action, registry) };
    case 'key.register':
      return { participant: await change.registerKey(action, registry, sha256) };
    case 'key.rotate':
      return { participant: await change.rotateKey(action, before) };
    case 'key.revoke':
      return { participant: await change.revokeKey(action, registry, time) };
    case 'policy.publish':
      return publish(action.policy, consortium);
    case 'authority.set':
      refuseFor(matrixDefects(action.authority), '/action');
      return { consortium: { authority: action.authority } };
    case 'organisations.set': {
      const { k, organisations } = action;
      refuseFor(
        [
          ...organisationDefects(organisations, k, sha256),
          ...previousDefects(organisations, consortium.organisations),
        ],
        '/action',
      );
      refuseFor(
        witnessDefects(consortium.witnesses ?? [], { ...consortium, organisations }, sha256),
        '/action',
      );
      return { consortium: { organisations, k } };
    }
    case 'witnesses.set': {
      const { quorum, witnesses } = action;
      refuseFor(
        [...witnessDefects(witnesses, consortium, sha256), ...quorumDefects(quorum, witnesses)],
        '/action',
      );
      return { consortium: { witnesses, quorum } };
    }
    case 'fold.activate':
      return activate(action.fold, before);
    case 'parameters.set':
      return { consortium: { parameters: action.parameters } };
  }
}
