import { text } from '../bytes.js';
import { nextSeal, type Epoch } from '../checkpoints/next-seal.js';
import type { Seal } from '../checkpoints/statement.js';
import type { ConsortiumState } from '../consortium/document.js';
import type { Participant } from '../consortium/participant.js';
import { Refusal } from '../errors.js';
import { approveFounding } from '../governance/founding.js';
import { readGenesis } from '../governance/genesis.js';
import type { StoredProposal } from '../governance/proposal.js';
import type { Registry } from '../governance/registry.js';
import { parseSignedApproval, parseSignedGovernance } from '../governance/signed.js';
import { approve, propose } from '../governance/transition.js';
import { keys as written } from '../ledger-keys.js';
import type { Crypto } from '../ports.js';
import type { StateWrites } from '../state-writes.js';
import { consortiumLeaf, proposalLeaf } from '../tlog/leaves.js';
import { assertFollows, DoesNotFollow, type WrittenTransaction } from './does-not-follow.js';
import { foldSeal } from './epochs.js';
import { foldKeys, type KeyDoc } from './keys-of-participants.js';
import { append, lists } from './list.js';
import { appendLeaf } from './log.js';
import { type FoldState, keys, load, save } from './state.js';
import { deriveTrustList, newestTrustList } from './trust-lists.js';

/** Where an executed proposal stands in the log, and when it came there: seconds. */
export interface DecisionDoc {
  readonly leaf: number;
  readonly time: number;
}

/** A transaction that may govern. `time` in seconds. */
interface Governing extends WrittenTransaction {
  readonly time: number;
}

export interface GovernanceTools {
  readonly crypto: Crypto;
  /** Id of the ledger to follow; left out, any is followed. */
  readonly ledger?: string;
}

/** An organisation's approval of a consortium document, before that is in force. */
interface FoundingApproval {
  readonly jws: string;
  readonly org: string;
  /** Seconds. */
  readonly time: number;
}

/** The one write of a governing transaction that the others follow from. */
const deeds: ReadonlySet<string> = new Set(['approval', 'consortium-approval', 'seal']);

const kindOf = (key: string): string => key.slice(0, Math.max(0, key.indexOf('/')));

/**
 * Folds a transaction that governs; false where it is none. What it says of participants, policies, the consortium, proposals,
 * keys, trust lists and the epoch is derived anew from what was signed, by the rules that the chaincode has, and then
 * compared: whoever could write these entries without a signature could state facts as anyone. Throws DoesNotFollow.
 */
export function foldGovernance(state: FoldState, transaction: Governing, tools: GovernanceTools): boolean {
  const deed = transaction.writes.find(({ key }) => deeds.has(kindOf(key)));
  if (deed === undefined) return false;
  try {
    switch (kindOf(deed.key)) {
      case 'approval':
        foldDecision(state, transaction, readText(transaction, deed), tools.crypto);
        return true;
      case 'consortium-approval':
        foldFounding(state, transaction, readText(transaction, deed), tools);
        return true;
      default:
        foldNextSeal(state, transaction, tools.crypto);
        return true;
    }
  } catch (cause) {
    if (!(cause instanceof Refusal)) throw cause;
    throw new DoesNotFollow(transaction, deed.key, cause.message, { cause });
  }
}

function readText(transaction: Governing, { key, value }: Governing['writes'][number]): string {
  try {
    return text(value);
  } catch (cause) {
    throw new DoesNotFollow(transaction, key, 'it is no text', { cause });
  }
}

/** A proposal or an approval, and what it executes. */
function foldDecision(state: FoldState, transaction: Governing, jws: string, crypto: Crypto): void {
  const { time } = transaction;
  const scene = { registry: registryOver(state), crypto, time, refuseUnknown: false };
  const signed = parseSignedGovernance(jws);
  const { stored, writes } = signed.type === 'proposal' ? propose(signed, scene) : approve(signed, scene);
  assertFollows(transaction, writes);
  save(state, keys.approval(stored.id, signed.org), jws);
  saveListed(state, lists.proposals, keys.proposal(stored.id), stored.id, stored);
  takeOver(state, writes);
  if (stored.status !== 'executed') return;
  const approvals = stored.approvals.map(
    (org) => load<string>(state, keys.approval(stored.id, org)) as string,
  );
  const leaf = appendLeaf(
    state,
    crypto.sha256,
    proposalLeaf(crypto.sha256, { id: stored.id, approvals }, time),
  );
  save(state, keys.decision(stored.id), { leaf, time } satisfies DecisionDoc);
}

/**
 * An approval of a consortium document. Its signature can be judged only once the document is there, with the k-th approval:
 * until then nothing rests on it.
 */
function foldFounding(
  state: FoldState,
  transaction: Governing,
  jws: string,
  { crypto, ledger: followed }: GovernanceTools,
): void {
  const { time, writes } = transaction;
  if (state.get(keys.consortium) !== undefined)
    throw new Refusal({ code: 'already_initialised', reason: 'a consortium is in force' });
  const signed = parseSignedApproval(jws);
  const { ledger, org } = signed;
  const before = load<readonly FoundingApproval[]>(state, keys.founding(ledger)) ?? [];
  const approvals: readonly FoundingApproval[] = [...before, { jws, org, time }];
  const document = writes.find(({ key }) => key === written.genesis);
  if (document === undefined) {
    assertFollows(transaction, new Map([[written.consortiumApproval(ledger, org), jws]]));
    save(state, keys.founding(ledger), approvals);
    return;
  }
  const genesis = readGenesis(readText(transaction, document), crypto.sha256);
  if (followed !== undefined && genesis.ledger !== followed) {
    const reason = 'it is the consortium document of another ledger';
    throw new DoesNotFollow(transaction, written.genesis, reason);
  }
  let approved: readonly string[] = [];
  let derived: StateWrites = new Map();
  for (const each of approvals) {
    const scene = { approved, crypto, time: each.time };
    ({ approvals: approved, writes: derived } = approveFounding(
      genesis,
      parseSignedApproval(each.jws),
      scene,
    ));
  }
  assertFollows(transaction, derived);
  save(state, keys.founding(ledger), approvals);
  const leaf = { ledger, approvals: approvals.map((one) => one.jws) };
  appendLeaf(state, crypto.sha256, consortiumLeaf(crypto.sha256, leaf, time));
  takeOver(state, derived);
}

function foldNextSeal(state: FoldState, transaction: Governing, crypto: Crypto): void {
  const consortium = load<ConsortiumState>(state, keys.consortium);
  const newest = load<Epoch>(state, keys.epoch);
  if (consortium === undefined || newest === undefined)
    throw new Refusal({ code: 'not_initialised', reason: 'no consortium is in force' });
  const { seal, writes }: { seal: Seal; writes: StateWrites } = nextSeal(
    newest,
    consortium,
    transaction.time,
  );
  assertFollows(transaction, writes);
  foldSeal(state, crypto, consortium, seal);
  takeOver(state, writes);
}

/** Keeps what of derived entries the fold's own state has. */
function takeOver(state: FoldState, writes: StateWrites): void {
  for (const [key, value] of writes) {
    const id = key.slice(key.indexOf('/') + 1);
    switch (kindOf(key) || key) {
      case 'consortium':
        save(state, keys.consortium, value);
        deriveTrustList(state, value as ConsortiumState);
        break;
      case 'epoch':
        save(state, keys.epoch, value);
        break;
      case 'policy':
        saveListed(state, lists.policies, key, id, value as object);
        break;
      case 'participant':
        saveListed(state, lists.participants, keys.participant(id), id, value as object);
        foldKeys(state, value as Participant);
    }
  }
}

function saveListed(state: FoldState, list: string, key: string, id: string, document: object): void {
  if (state.get(key) === undefined) append(state, list, id);
  save(state, key, document);
}

function registryOver(state: FoldState): Registry {
  return {
    consortium: () => load<ConsortiumState>(state, keys.consortium),
    participant: (id) => load<Participant>(state, keys.participant(id)),
    ownerOfKey: (kid) => load<KeyDoc>(state, keys.kid(kid))?.participant,
    proposal: (id) => load<StoredProposal>(state, keys.proposal(id)),
    epoch: () => load<Epoch>(state, keys.epoch)?.n ?? 0,
    newestTrustList: () => newestTrustList(state),
  };
}
