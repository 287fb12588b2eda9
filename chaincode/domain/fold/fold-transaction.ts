import { checkBatch } from '../batch/check.js';
import type { ParseBatch, ParsedBatch } from '../batch/parse.js';
import { text } from '../bytes.js';
import type { Seal } from '../checkpoints/statement.js';
import { Refusal, type RefusalCode } from '../errors.js';
import type { StoredProposal } from '../governance/proposal.js';
import type { ConsortiumState } from '../consortium/document.js';
import type { Participant } from '../consortium/participant.js';
import type { Crypto, Sha256 } from '../ports.js';
import { batchLeaf, consortiumLeaf, governanceLeaf } from '../tlog/leaves.js';
import { foldCosign, foldSeal, keepMapUp } from './epochs.js';
import { foldRecords, revokeRecords, stateRecords } from './fold-records.js';
import { append, entryAt, lengthOf, lists } from './list.js';
import { appendLeaf } from './log.js';
import { type FoldState, type Speaker, type StatedRecord, keys, load, save } from './state.js';
import { speakerOf } from './speaker.js';
import { touching } from './touched.js';
import { deriveTrustList, foldTrustListSignature } from './trust-lists.js';
import { activeFold, newestFold } from '../fold-version.js';

/** A committed transaction and its place. `time` in seconds. */
export interface FoldedTransaction {
  readonly block: number;
  readonly tx: number;
  readonly txId: string;
  readonly time: number;
  readonly writes: readonly { readonly key: string; readonly value: Uint8Array }[];
}

/** A state that also keeps the text of batches: the source of `record`. */
export interface LedgerFoldState extends FoldState {
  keepText(batch: string, bytes: Uint8Array): void;
}

/** What a fold needs of its platform. */
export interface FoldTools {
  readonly crypto: Crypto;
  readonly parseBatch: ParseBatch;
}

/** What is kept of a batch besides its text. */
export interface BatchDoc {
  readonly block: number;
  /** Number among the batches of its transaction. */
  readonly index: number;
  readonly iss: string;
  readonly jti: string;
  readonly kid: string;
  /** Index of its leaf in the log; left out where it was refused. */
  readonly leaf?: number;
  readonly n: number;
  /** Why it was not folded: committed by a ledger that did not check it. Kept as evidence. */
  readonly refused?: RefusalCode;
  readonly root: string;
  readonly speaker: Speaker;
  readonly time: number;
  readonly tx: number;
  readonly txId: string;
}

/** A key's holder, and the block from which on what it signed does not count. */
export interface KeyDoc {
  readonly from?: number;
  readonly participant: string;
}

/** The version whose rules the next transaction is folded by. */
export function foldVersionOf(state: Pick<FoldState, 'get'>): number {
  const consortium = load<ConsortiumState>(state, keys.consortium);
  if (consortium === undefined) return 1;
  return activeFold(consortium.fold, load<{ n: number }>(state, keys.epoch)?.n ?? 0);
}

/** True where the ledger has activated rules that this code does not know: folding on would diverge. */
export function isUpgradeRequired(state: Pick<FoldState, 'get'>): boolean {
  return foldVersionOf(state) > newestFold;
}

/**
 * Folds the writes of one valid transaction in their committed order. Every batch is parsed and checked again,
 * so that neither a gateway nor a corrupt organisation can smuggle a fact in.
 */
export function foldTransaction(
  state: LedgerFoldState,
  transaction: FoldedTransaction,
  tools: FoldTools,
): void {
  const touched: LedgerFoldState = {
    get: (key) => state.get(key),
    record: (id) => state.record(id),
    keepText: (batch, bytes) => state.keepText(batch, bytes),
    ...touching(state),
  };
  let index = 0;
  for (const { key, value } of transaction.writes) {
    const slash = key.indexOf('/');
    const kind = slash === -1 ? key : key.slice(0, slash);
    const id = key.slice(slash + 1);
    if (kind === 'batch') foldBatch(touched, transaction, index++, id, value, tools);
    else foldGovernance(touched, kind, id, value, { crypto: tools.crypto, time: transaction.time });
  }
  keepMapUp(state, tools.crypto);
}

function foldGovernance(
  state: LedgerFoldState,
  kind: string,
  id: string,
  value: Uint8Array,
  { crypto, time }: { readonly crypto: Crypto; readonly time: number },
): void {
  const read = (): object => JSON.parse(text(value)) as object;
  switch (kind) {
    case 'consortium':
      return foldConsortium(state, crypto.sha256, read() as ConsortiumState, time);
    case 'seal':
      return foldSeal(state, crypto, read() as Seal);
    case 'cosign':
      return foldCosign(state, crypto, id, text(value), time);
    case 'trust-list':
      // `trust-list/<version>` itself is what this fold derives.
      return id.includes('/') ? foldTrustListSignature(state, crypto, id, text(value)) : undefined;
    case 'epoch':
      return save(state, keys.epoch, read());
    case 'policy':
      return saveListed(state, lists.policies, `policy/${id}`, id, read());
    case 'proposal':
      return foldProposal(state, crypto.sha256, read() as StoredProposal, time);
    case 'participant':
      saveListed(state, lists.participants, keys.participant(id), id, read());
      return foldKeys(state, read() as Participant);
  }
}

/** The ledger's life begins with a leaf of its own; later changes are leaves of the proposals that made them. */
function foldConsortium(state: FoldState, sha256: Sha256, consortium: ConsortiumState, time: number): void {
  if (state.get(keys.consortium) === undefined)
    appendLeaf(state, sha256, consortiumLeaf(consortium.ledger, time));
  save(state, keys.consortium, consortium);
  deriveTrustList(state, consortium);
}

function foldProposal(state: FoldState, sha256: Sha256, stored: StoredProposal, time: number): void {
  const { id, approvals, proposal, status } = stored;
  const before = load<StoredProposal>(state, keys.proposal(id));
  if (status === 'executed' && before?.status !== 'executed')
    appendLeaf(state, sha256, governanceLeaf(sha256, { id, action: proposal.action, approvals }, time));
  saveListed(state, lists.proposals, keys.proposal(id), id, stored);
}

function saveListed(state: FoldState, list: string, key: string, id: string, document: object): void {
  if (state.get(key) === undefined) append(state, list, id);
  save(state, key, document);
}

function foldKeys(state: LedgerFoldState, participant: Participant): void {
  for (const { kid, revoked } of participant.keys) {
    const known = load<KeyDoc>(state, keys.kid(kid));
    const from = revoked?.fromBlock;
    if (known?.participant === participant.id && known.from === from) continue;
    save(state, keys.kid(kid), { ...(from === undefined ? {} : { from }), participant: participant.id });
    if (from !== undefined) revokeSince(state, kid, from);
  }
}

/** Takes all that a stolen key signed from a block on out of account. */
function revokeSince(state: LedgerFoldState, kid: string, from: number): void {
  const list = lists.batchesOfKey(kid);
  for (let i = lengthOf(state, list) - 1; i >= 0; i--) {
    const id = entryAt<string>(state, list, i) as string;
    const batch = load<BatchDoc>(state, keys.batch(id)) as BatchDoc;
    if (batch.block < from) return;
    const stated: StatedRecord[] = [];
    for (let line = 0; line < batch.n; line++) stated.push(state.record(`${id}.${line}`) as StatedRecord);
    revokeRecords(state, stated);
  }
}

function foldBatch(
  state: LedgerFoldState,
  transaction: FoldedTransaction,
  index: number,
  id: string,
  bytes: Uint8Array,
  tools: FoldTools,
): void {
  if (state.get(keys.batch(id)) !== undefined) return; // create-only on the ledger: the first stands
  const { block, tx, txId, time } = transaction;
  state.keepText(id, bytes);
  const checked = check(state, id, bytes, time, tools);
  const place = { block, index };
  if (checked instanceof Refusal) {
    const nobody = { iss: '', jti: '', kid: '', n: 0 };
    const refused = {
      refused: checked.code,
      root: '',
      speaker: { id: '', org: '', roles: [] },
      time,
      tx,
      txId,
    };
    return save(state, keys.batch(id), { ...place, ...nobody, ...refused });
  }
  const { parsed, participant } = checked;
  const { iss, jti, n, root } = parsed.payload;
  const { kid } = parsed.header;
  const speaker = speakerOf(participant);
  const leaf = appendLeaf(state, tools.crypto.sha256, batchLeaf(parsed.jws, time), id);
  save(state, keys.batch(id), { ...place, leaf, iss, jti, kid, n, root, speaker, time, tx, txId });
  save(state, keys.jti(iss, jti), id);
  append(state, lists.batchesOfKey(kid), id);
  save(state, keys.recordCount, (load<number>(state, keys.recordCount) ?? 0) + n);
  const from = load<KeyDoc>(state, keys.kid(kid))?.from;
  foldRecords(state, tools.crypto.sha256, {
    id,
    records: stateRecords(id, [block, tx, index], speaker, time, parsed.records),
    revoked: from !== undefined && block >= from,
  });
}

function check(
  state: FoldState,
  id: string,
  bytes: Uint8Array,
  txTime: number,
  { crypto, parseBatch }: FoldTools,
): Refusal | { readonly parsed: ParsedBatch; readonly participant: Participant } {
  try {
    const parsed = parseBatch(bytes, foldVersionOf(state));
    const { iss, jti } = parsed.payload;
    const consortium = load<ConsortiumState>(state, keys.consortium);
    const participant = load<Participant>(state, keys.participant(iss));
    if (consortium === undefined) throw refusal('not_initialised', 'The ledger has no consortium yet.');
    if (participant === undefined) throw refusal('issuer_unknown', 'The issuer is not registered.');
    if (parsed.id !== id) throw refusal('batch_framing', 'The batch was committed under another id.');
    // The chaincode writes this key once; a ledger that let a second one through is not followed.
    if (state.get(keys.jti(iss, jti)) !== undefined)
      throw refusal('jti_conflict', 'The jti was used before.');
    checkBatch(parsed, { ledger: consortium.ledger, txTime, participant, consortium, crypto });
    return { parsed, participant };
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

const refusal = (code: RefusalCode, reason: string): Refusal => new Refusal({ code, reason });
