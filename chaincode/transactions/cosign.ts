import { checkStatement, epochOf, type Seal } from '../domain/checkpoints/statement.js';
import { utf8 } from '../domain/bytes.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { onlyArgument } from './arguments.js';
import { keys } from '../domain/ledger-keys.js';
import { load, loadConsortium, organisationOf, saveText } from './state.js';
import type { Transaction } from './transaction.js';

/**
 * `Cosign(checkpoint)`: keeps the checkpoint of the caller's organisation for one epoch, a signed note (C2SP) with the
 * signatures of its log key and its cosigner key. Once: what an organisation has said of an epoch, it has said.
 * Whether organisations agree is not asked here: all words are kept, dissent too. Gives `{"epoch","org"}`.
 * Throws Refusal `not_found` (no such Seal), `exists`, and what `checkStatement` throws.
 */
export const cosign: Transaction = async (context) => {
  const { crypto, state } = context;
  const note = onlyArgument(context);
  const { ledger, organisations } = await loadConsortium(state);
  const organisation = organisationOf(state.caller, organisations);
  const epoch = epochOf(note);
  const seal = await load<Seal>(state, keys.seal(epoch));
  if (!seal) throw new Refusal({ code: 'not_found', reason: 'no such Seal' });
  checkStatement(crypto, note, { ledger, organisation, seal, txTime: state.txTime });
  const key = keys.cosign(epoch, organisation.id);
  if (await state.get(key))
    throw new Refusal({ code: 'exists', reason: 'organisation has cosigned this Seal' });
  await saveText(state, key, note);
  const result = canonicalText({ epoch, org: organisation.id });
  state.emit('cosign', utf8(result));
  return result;
};
