import { checkBatch } from '../domain/batch/check.js';
import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import type { Participant } from '../domain/participants/types.js';
import { noArguments } from './arguments.js';
import { keys } from './keys.js';
import { load, loadConsortium, loadText, saveText } from './state.js';
import type { Transaction } from './transaction.js';

/**
 * `SubmitBatch()` with the batch's bytes as transient `batch`. Gives
 * `{"batch","iss","jti","n","outcome":"accepted"|"duplicate","root"}`; throws a Refusal with every defect.
 *
 * Two reads are there for their conflicts: the participant, so that a revocation that races this transaction
 * invalidates it; and `epoch`, which each Seal rewrites, so that a transaction held back dies at the next Seal.
 */
export const submitBatch: Transaction = async (context) => {
  const { crypto, parseBatch, state, transient } = context;
  noArguments(context);
  const bytes = transient['batch'];
  if (!bytes) throw new Refusal({ code: 'batch_framing', reason: 'transient data has no batch' });
  const consortium = await loadConsortium(state);
  const parsed = parseBatch(bytes);
  const { iss, jti, n, root } = parsed.payload;
  const result = (outcome: 'accepted' | 'duplicate'): string =>
    canonicalText({ batch: parsed.id, iss, jti, n, outcome, root });

  const earlier = await loadText(state, keys.jti(iss, jti));
  // Also after `exp`: whoever lost the answer must be able to learn it.
  if (earlier === parsed.id) return result('duplicate');
  const participant = await load<Participant>(state, keys.participant(iss));
  await state.get(keys.epoch);
  checkBatch(parsed, { ledger: consortium.ledger, txTime: state.txTime, participant, consortium, crypto });
  if (earlier !== undefined) {
    throw new Refusal({ code: 'jti_conflict', reason: 'jti was used for another batch', line: 1 });
  }
  await state.put(keys.batch(parsed.id), bytes);
  await saveText(state, keys.jti(iss, jti), parsed.id);
  const accepted = result('accepted');
  state.emit('batch', utf8(accepted));
  return accepted;
};
