import { checkBatch } from '../domain/batch/check.js';
import { jtiConflict } from '../domain/batch/jti-conflict.js';
import type { ParsedBatch } from '../domain/batch/parse.js';
import { equalBytes, utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import type { ConsortiumState } from '../domain/consortium/document.js';
import type { Participant } from '../domain/consortium/participant.js';
import type { Crypto } from '../domain/ports.js';
import type { WorldState } from '../world-state.js';
import { noArguments } from './arguments.js';
import { keys } from '../domain/ledger-keys.js';
import { load, loadConsortium, loadFoldVersion, loadText, saveText } from './state.js';
import type { Transaction } from './transaction.js';

export interface BatchToTake {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedBatch;
}

/**
 * Checks a parsed batch against the state and writes it, unless the ledger has it. Throws a Refusal with every defect.
 *
 * Two reads are there for their conflicts: the participant, so that a revocation that races this transaction
 * invalidates it; and `epoch`, which each Seal rewrites, so that a transaction held back dies at the next Seal.
 */
export async function takeBatch(
  state: WorldState,
  crypto: Crypto,
  consortium: ConsortiumState,
  { bytes, parsed }: BatchToTake,
): Promise<'accepted' | 'duplicate'> {
  const { iss, jti } = parsed.payload;
  const earlier = await loadText(state, keys.jti(iss, jti));
  const stored = earlier === parsed.id ? await state.get(keys.batch(parsed.id)) : undefined;
  // Also after `exp`: whoever lost the answer must be able to learn it. The id leaves the signature out, so the bytes
  // decide: who changes a signature must not be told that the ledger has taken it.
  if (stored !== undefined && equalBytes(stored, bytes)) return 'duplicate';
  const participant = await load<Participant>(state, keys.participant(iss));
  await state.get(keys.epoch);
  checkBatch(parsed, { ledger: consortium.ledger, txTime: state.txTime, participant, consortium, crypto });
  if (earlier !== undefined) throw jtiConflict(earlier === parsed.id);

  await state.put(keys.batch(parsed.id), bytes);
  await saveText(state, keys.jti(iss, jti), parsed.id);
  return 'accepted';
}

/**
 * `SubmitBatch()` with the batch's bytes as transient `batch`. Gives
 * `{"batch","iss","jti","n","outcome":"accepted"|"duplicate","root"}`; throws a Refusal with every defect.
 */
export const submitBatch: Transaction = async (context) => {
  const { crypto, parseBatch, state, transient } = context;
  noArguments(context);
  const bytes = transient['batch'];
  if (!bytes) throw new Refusal({ code: 'batch_framing', reason: 'transient data has no batch' });
  const consortium = await loadConsortium(state);
  const parsed = parseBatch(bytes, await loadFoldVersion(state, consortium));
  const { iss, jti, n, root } = parsed.payload;
  const outcome = await takeBatch(state, crypto, consortium, { bytes, parsed });
  const result = canonicalText({ batch: parsed.id, iss, jti, n, outcome, root });
  if (outcome === 'accepted') state.emit('batch', utf8(result));
  return result;
};
