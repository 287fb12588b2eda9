import { canonicalText } from '../domain/canonical.js';
import { Refusal } from '../domain/errors.js';
import { statusOf, type StoredProposal } from '../domain/governance/proposal.js';
import { noArguments, onlyArgument } from './arguments.js';
import { keys } from '../domain/ledger-keys.js';
import { load, loadConsortium, loadText } from './state.js';
import type { Transaction } from './transaction.js';

const notFound = (): Refusal => new Refusal({ code: 'not_found', reason: 'no such entry' });

/** `GetConsortium()`: what is in force. */
export const getConsortium: Transaction = async (context) => {
  noArguments(context);
  return canonicalText(await loadConsortium(context.state));
};

/** `GetParticipant(id)`. */
export const getParticipant: Transaction = async (context) => {
  const participant = await load(context.state, keys.participant(onlyArgument(context)));
  if (participant === undefined) throw notFound();
  return canonicalText(participant);
};

/** `GetProposal(id)`: as stored, but `status` also tells `stale` and `expired`. */
export const getProposal: Transaction = async (context) => {
  const { state } = context;
  const stored = await load<StoredProposal>(state, keys.proposal(onlyArgument(context)));
  if (!stored) throw new Refusal({ code: 'proposal_unknown', reason: 'no such proposal' });
  return canonicalText({ ...stored, status: statusOf(stored, await loadConsortium(state), state.txTime) });
};

/** `GetBatch(id)`: `{"batch":<id>,"ndjson":<the batch as it was signed>}`. */
export const getBatch: Transaction = async (context) => {
  const batch = onlyArgument(context);
  const ndjson = await loadText(context.state, keys.batch(batch));
  if (ndjson === undefined) throw notFound();
  return canonicalText({ batch, ndjson });
};
