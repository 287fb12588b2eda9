import type { Seal } from '../domain/checkpoints/statement.js';
import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { formatTime, parseTime } from '../domain/time.js';
import { onlyArgument } from './arguments.js';
import { keys } from './keys.js';
import { load, loadConsortium, organisationOf, save, type Epoch } from './state.js';
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
  const { k, organisations } = await loadConsortium(state);
  organisationOf(state.caller, organisations);
  const newest = (await load<Epoch>(state, keys.epoch)) as Epoch;
  const n = newest.n + 1;
  if (wanted !== String(n))
    throw new Refusal({ code: 'epoch_stale', reason: 'not the number after that of the newest Seal' });

  if (state.txTime <= (parseTime(newest.time) ?? 0))
    throw new Refusal({ code: 'epoch_stale', reason: 'not later than the newest Seal' });

  const time = formatTime(state.txTime);
  const sealed: Seal = { k, n, organisations: organisations.map(({ id }) => id), time };
  await save(state, keys.epoch, { n, time });
  await save(state, keys.seal(n), sealed);
  const result = canonicalText(sealed);
  state.emit('seal', utf8(result));
  return result;
};
