import { nextSeal, type Epoch } from '../domain/checkpoints/next-seal.js';
import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { keys } from '../domain/ledger-keys.js';
import { onlyArgument } from './arguments.js';
import { load, loadConsortium, organisationOf, saveAll } from './state.js';
import type { Transaction } from './transaction.js';

/**
 * `Seal(n)`: ends an epoch. Everything on the ledger before this transaction, also within its block, is what the
 * organisations then agree on by `Cosign`. Any identity of an organisation may call it, for it decides nothing.
 * `n` must be one more than the newest, and the time later: of Seals that race, one stands. Writing `epoch` also ends
 * every batch that was endorsed before and held back. Gives `{"k","n","organisations","time"}`.
 * Throws Refusal `epoch_stale`, `organisation_unknown`, `not_initialised`.
 */
export const seal: Transaction = async (context) => {
  const { state } = context;
  const wanted = onlyArgument(context);
  const consortium = await loadConsortium(state);
  organisationOf(state.caller, consortium.organisations);
  const newest = (await load<Epoch>(state, keys.epoch)) as Epoch;
  if (wanted !== String(newest.n + 1))
    throw new Refusal({ code: 'epoch_stale', reason: 'not the number after that of the newest Seal' });

  const { seal: next, writes } = nextSeal(newest, consortium, state.txTime);
  await saveAll(state, writes);
  const result = canonicalText(next);
  state.emit('seal', utf8(result));
  return result;
};
