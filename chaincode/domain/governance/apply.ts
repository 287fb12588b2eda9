import { activeFold, newestFold } from '../fold-version.js';
import { Refusal, type Defect } from '../errors.js';
import { policyDefects } from '../policies/index.js';
import type { Crypto } from '../ports.js';
import { matrixDefects } from './authority-matrix.js';
import * as change from './change-participant.js';
import { refuseFor } from './document.js';
import { organisationDefects, previousDefects } from './organisations.js';
import type { Registry } from './registry.js';
import type { Action } from '../consortium/action.js';
import type { ConsortiumState, Organisation } from '../consortium/document.js';
import type { PolicyDocument } from '../consortium/policy-document.js';
import { quorumDefects, witnessDefects } from './witnesses.js';

/** What an executed action changes. */
export interface Changes {
  readonly participant?: change.ParticipantChange;
  readonly consortium?: Partial<ConsortiumState>;
  readonly policy?: PolicyDocument;
}

export interface Before {
  /**
   * Whether what this program does not know yet is refused: kinds, policies, fold versions. A chaincode does, so that nothing is
   * approved that cannot be done. Who follows the ledger goes by what was approved: a newer chaincode has judged it.
   */
  readonly refuseUnknown: boolean;
  readonly consortium: ConsortiumState;
  readonly registry: Registry;
  readonly crypto: Crypto;
  /** The transaction's time in seconds. */
  readonly time: number;
}

/** Versions follow one another and never change: what was scored under one can be scored again. */
function publish(policy: PolicyDocument, { consortium, refuseUnknown }: Before): Changes {
  const { policies } = consortium;
  const current = policies[policy.name] ?? 0;
  if (policy.version <= current) throw new Refusal({ code: 'exists', reason: 'policy version exists' });
  if (policy.version !== current + 1) {
    const pointer = '/action/policy/version';
    throw new Refusal({ code: 'document_schema', reason: 'not the next version', pointer });
  }
  if (refuseUnknown) refuseFor(policyDefects(policy), '/action/policy');
  return { policy, consortium: { policies: { ...policies, [policy.name]: policy.version } } };
}

/** Gateways need warning of a new fold: it starts at a later epoch than the newest Seal's. */
function activate(fold: ConsortiumState['fold'], { consortium, refuseUnknown, registry }: Before): Changes {
  const pointer = '/action/fold';
  const epoch = registry.epoch();
  // One at a time: what was in force before an activation must stay known until it takes effect.
  if (fold.version !== activeFold(consortium.fold, epoch) + 1)
    throw new Refusal({ code: 'document_schema', reason: 'not the next fold version', pointer });

  if (refuseUnknown && fold.version > newestFold) {
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

/** An administrator's key must be nobody else's: a signed request names its key alone. */
function adminKeyDefects(organisations: readonly Organisation[], { registry }: Before): Defect[] {
  return organisations.flatMap(({ adminKey }, i) =>
    registry.ownerOfKey(adminKey.kid) === undefined
      ? []
      : [{ code: 'exists', reason: 'key is already registered', pointer: `/organisations/${i}/adminKey` }],
  );
}

/** Decides what an action changes. Throws a Refusal where the state or the action forbids it. */
export function applyAction(action: Action, before: Before): Changes {
  const { consortium, crypto, registry, time } = before;
  const { sha256 } = crypto;
  switch (action.type) {
    case 'participant.register':
      return { participant: change.register(action, consortium, registry, sha256) };
    case 'participant.update':
      return { participant: change.update(action, registry) };
    case 'participant.status':
      return { participant: change.setStatus(action, registry) };
    case 'key.register':
      return { participant: change.registerKey(action, consortium, registry, sha256) };
    case 'key.rotate':
      return { participant: change.rotateKey(action, before) };
    case 'key.revoke':
      return { participant: change.revokeKey(action, registry, time) };
    case 'policy.publish':
      return publish(action.policy, before);
    case 'authority.set':
      if (before.refuseUnknown) refuseFor(matrixDefects(action.authority), '/action');
      return { consortium: { authority: action.authority } };
    case 'organisations.set': {
      const { k, organisations } = action;
      refuseFor(
        [
          ...organisationDefects(organisations, k, sha256),
          ...previousDefects(organisations, consortium.organisations),
          ...adminKeyDefects(organisations, before),
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
