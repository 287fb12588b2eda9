import { checkBatch } from '../batch/check.js';
import type { ParseBatch, ParsedBatch } from '../batch/parse.js';
import { text } from '../bytes.js';
import { Refusal, type RefusalCode } from '../errors.js';
import type { ConsortiumState } from '../consortium/document.js';
import type { Participant } from '../consortium/participant.js';
import type { Crypto } from '../ports.js';
import { batchLeaf } from '../tlog/leaves.js';
import type { BatchDoc } from './batch-doc.js';
import { enterContents } from './contents.js';
import { DoesNotFollow } from './does-not-follow.js';
import { foldCosign, keepMapUp } from './epochs.js';
import { foldRecords, stateRecords } from './fold-records.js';
import { foldGovernance } from './governance.js';
import type { KeyDoc } from './keys-of-participants.js';
import { append, lists } from './list.js';
import { appendLeaf } from './log.js';
import { type FoldState, keys, load, save } from './state.js';
import { speakerOf } from './speaker.js';
import { touching } from './touched.js';
import { foldTrustListSignature } from './trust-lists.js';
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
  /** Id of the ledger to follow; left out, any is followed. */
  readonly ledger?: string;
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
 * Folds the writes of one valid transaction in their committed order. Every batch is parsed and checked again, and all that
 * governs is derived anew, so that neither a gateway nor a corrupt organisation can smuggle anything in. Throws DoesNotFollow.
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
  if (!foldGovernance(touched, transaction, tools)) foldFacts(touched, transaction, tools);
  keepMapUp(state, tools.crypto);
}

/** What an organisation says of an epoch, or of a version of the trust list. */
const statement = /^(cosign|trust-list)\/([1-9][0-9]*)\/([a-z0-9][a-z0-9-]*)$/;

/** Batches, and what organisations say of epochs and trust lists. What of these does not hold is kept out, and does no harm. */
function foldFacts(state: LedgerFoldState, transaction: FoldedTransaction, tools: FoldTools): void {
  const { crypto } = tools;
  const { time, writes } = transaction;
  const batches = new Set<string>();
  const jtis: FoldedTransaction['writes'][number][] = [];
  for (const write of writes) {
    const { key, value } = write;
    const [, kind, number, org = ''] = statement.exec(key) ?? [];
    if (key.startsWith('batch/')) {
      const id = key.slice('batch/'.length);
      foldBatch(state, transaction, batches.size, id, value, tools);
      batches.add(id);
    } else if (key.startsWith('jti/')) {
      jtis.push(write);
    } else if (kind === 'cosign') {
      foldCosign(state, crypto, { epoch: Number(number), org }, readable(value), time);
    } else if (kind === 'trust-list') {
      foldTrustListSignature(state, crypto, { version: Number(number), org }, readable(value));
    } else {
      throw new DoesNotFollow(transaction, key, 'nothing that was signed brings it');
    }
  }
  for (const { key, value } of jtis) {
    const reason = jtiDefect(state, batches, key, readable(value));
    if (reason !== undefined) throw new DoesNotFollow(transaction, key, reason);
  }
}

/** A jti that somebody else took would keep its issuer's batch out. */
function jtiDefect(
  state: FoldState,
  batches: ReadonlySet<string>,
  key: string,
  id: string,
): string | undefined {
  const batch = batches.has(id) ? load<BatchDoc>(state, keys.batch(id)) : undefined;
  if (batch === undefined) return 'it comes without its batch';
  const isIts = batch.refused !== undefined || key === keys.jti(batch.iss, batch.jti);
  return isIts ? undefined : 'its batch has another issuer or jti';
}

/** Nobody has signed what is no text. */
function readable(value: Uint8Array): string {
  try {
    return text(value);
  } catch {
    return '';
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
  enterContents(state, tools.crypto.sha256, iss, leaf, parsed.lines);
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
