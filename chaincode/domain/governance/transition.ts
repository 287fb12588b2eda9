import { Refusal } from '../errors.js';
import { keys } from '../ledger-keys.js';
import { parseTime } from '../time.js';
import { nextTrustListEntries } from '../trust-list/entry.js';
import type { ConsortiumState } from '../consortium/document.js';
import { mayActAlone } from './alone.js';
import { applyAction, type Before, type Changes } from './apply.js';
import { proposalId, statusOf, type StoredProposal } from './proposal.js';
import {
  signingOrganisation,
  type SignedApproval,
  type SignedGovernance,
  type SignedProposal,
} from './signed.js';
import type { StateValue, StateWrites } from '../state-writes.js';

/** Where and when governance is exercised. */
export type Scene = Omit<Before, 'consortium'>;

/** What comes of a proposal or an approval. Chaincode writes it; whoever follows the ledger compares it with what was written. */
export interface Decision {
  readonly stored: StoredProposal;
  readonly writes: StateWrites;
}

/**
 * Proposes an action, and approves it for the organisation that signed. What that organisation may do alone executes at once,
 * whatever its `base`. Throws Refusal for what is not rightly signed, and for an action that could not execute now.
 */
export function propose(signed: SignedProposal, scene: Scene): Decision {
  const { crypto, registry, time } = scene;
  const consortium = inForce(scene);
  const org = signingOrganisation(signed, { ...consortium, crypto, time });
  const { proposal } = signed;
  if (time > (parseTime(proposal.expires) ?? 0))
    throw new Refusal({ code: 'proposal_expired', reason: 'proposal has expired', pointer: '/expires' });
  const id = proposalId(proposal, crypto.sha256);
  if (registry.proposal(id)) throw new Refusal({ code: 'exists', reason: 'proposal exists' });

  const alone = mayActAlone(proposal.action, org, registry);
  if (!alone && proposal.base !== consortium.seq)
    throw new Refusal({ code: 'proposal_stale', reason: 'base is not current', pointer: '/base' });

  // Asked now, though it may execute later: nobody is to approve what could never be.
  const changes = applyAction(proposal.action, { ...scene, consortium });
  const open: StoredProposal = { id, proposal, proposer: org.id, approvals: [org.id], status: 'open' };
  if (alone) return decision({ ...open, status: 'executed' }, signed, changesAlone(changes));
  return decided(open, signed, consortium, scene, () => changes);
}

/**
 * Approves an open proposal for the organisation that signed. With the k-th approval it executes, once. Throws Refusal for
 * what is not rightly signed, and for a proposal that can no longer execute.
 */
export function approve(signed: SignedApproval, scene: Scene): Decision {
  const { crypto, registry, time } = scene;
  const consortium = inForce(scene);
  const org = signingOrganisation(signed, { ...consortium, crypto, time });
  const stored = registry.proposal(signed.proposal);
  if (!stored) throw new Refusal({ code: 'proposal_unknown', reason: 'no such proposal' });
  assertOpen(stored, consortium, time);
  if (stored.approvals.includes(org.id))
    throw new Refusal({ code: 'already_approved', reason: 'organisation has approved this proposal' });

  const approved = { ...stored, approvals: [...stored.approvals, org.id] };
  const { action } = stored.proposal;
  return decided(approved, signed, consortium, scene, () => applyAction(action, { ...scene, consortium }));
}

function inForce({ registry }: Scene): ConsortiumState {
  const consortium = registry.consortium();
  if (!consortium) throw new Refusal({ code: 'not_initialised', reason: 'no consortium is in force' });
  return consortium;
}

function assertOpen(stored: StoredProposal, consortium: ConsortiumState, time: number): void {
  switch (statusOf(stored, consortium, time)) {
    case 'executed':
      throw new Refusal({ code: 'proposal_stale', reason: 'proposal has been executed' });
    case 'stale':
      throw new Refusal({ code: 'proposal_stale', reason: 'base of the proposal is no longer current' });
    case 'expired':
      throw new Refusal({ code: 'proposal_expired', reason: 'proposal has expired' });
    case 'open':
      return;
  }
}

/** Executes where k organisations have approved. `seq` then moves, so that every other open proposal is stale. */
function decided(
  stored: StoredProposal,
  signed: SignedGovernance,
  consortium: ConsortiumState,
  { registry }: Scene,
  apply: () => Changes,
): Decision {
  if (stored.approvals.length < consortium.k) return decision(stored, signed, []);
  const changes = apply();
  const after = { ...consortium, ...changes.consortium, seq: consortium.seq + 1 };
  const lists = nextTrustListEntries(registry.newestTrustList(), consortium, after);
  const newest = lists.at(-1)?.list.version;
  return decision({ ...stored, status: 'executed' }, signed, [
    ...changesAlone(changes),
    [keys.consortium, after],
    ...lists.map((entry) => [keys.trustList(entry.list.version), entry] as const),
    ...(newest === undefined ? [] : [[keys.newestTrustList, newest] as const]),
  ]);
}

type Entry = readonly [key: string, value: StateValue];

/** What an organisation did alone: the consortium and its `seq` stay. */
function changesAlone({ participant, policy }: Changes): readonly Entry[] {
  const { newKeys = [], participant: changed } = participant ?? {};
  return [
    ...(policy ? [[keys.policy(policy.name, policy.version), policy] as const] : []),
    ...(changed ? [[keys.participant(changed.id), changed] as const] : []),
    ...(changed ? newKeys.map((kid) => [keys.kid(kid), changed.id] as const) : []),
  ];
}

function decision(
  stored: StoredProposal,
  { jws, org }: SignedGovernance,
  entries: readonly Entry[],
): Decision {
  return {
    stored,
    writes: new Map<string, StateValue>([
      ...entries,
      [keys.approval(stored.id, org), jws],
      [keys.proposal(stored.id), stored],
    ]),
  };
}
