import { limits } from '../domain/batch/format.js';
import { canonicalText } from '../domain/canonical.js';
import { Refusal, type RefusalCode } from '../domain/errors.js';
import { noArguments } from './arguments.js';
import { Overlay } from './overlay.js';
import { loadConsortium, loadFoldVersion } from './state.js';
import { takeBatch, type BatchToTake } from './submit-batch.js';
import type { Transaction, TransactionContext } from './transaction.js';

interface Entry extends BatchToTake {
  readonly entry: number;
}

/** What became of transient `batch<entry>`. Short, because it stands in the block. */
type Outcome =
  | { readonly batch: string; readonly entry: number; readonly outcome: 'accepted' | 'duplicate' }
  | { readonly code: RefusalCode; readonly entry: number; readonly outcome: 'refused' };

function batchesOf({ transient }: TransactionContext): Uint8Array[] {
  const batches: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const bytes = transient[`batch${batches.length}`];
    if (bytes === undefined) break;
    batches.push(bytes);
    size += bytes.length;
  }
  // A batch under another name would be left out, and its sender would wait for an outcome that never comes.
  if (batches.length === 0 || batches.length !== Object.keys(transient).length)
    throw new Refusal({ code: 'batch_framing', reason: 'transient data is not batch0, batch1 and so on' });

  if (size > limits.transactionBytes) {
    throw new Refusal({
      code: 'batch_too_large',
      reason: 'batches of a transaction are over 4 MiB together',
    });
  }
  return batches;
}

/** The order of the write set, hence that of the fold. Ids are ASCII; equal ids differ in their signature only. */
function inFoldOrder(a: Entry, b: Entry): number {
  const [left, right] = [a.parsed.id, b.parsed.id];
  return left === right ? a.entry - b.entry : left < right ? -1 : 1;
}

/**
 * `SubmitBatches()` with batches as transient `batch0`, `batch1` and so on, at most 4 MiB together: each is judged as
 * `SubmitBatch` would judge it after those before it. A refused one writes nothing and takes no other one down.
 * Gives `{"outcomes":[{"batch","entry","outcome":"accepted"|"duplicate"} | {"code","entry","outcome":"refused"}]}` in
 * the order of batch ids, which is the order of the write set and of the fold; those without a readable id come last.
 * Where every batch is refused it throws the first one's Refusal.
 */
export const submitBatches: Transaction = async (context) => {
  const { crypto, parseBatch, state } = context;
  noArguments(context);
  const batches = batchesOf(context);
  const overlay = new Overlay(state);
  const { consortium, foldVersion } = await overlay.attempt(async (own) => {
    const found = await loadConsortium(own);
    return { consortium: found, foldVersion: await loadFoldVersion(own, found) };
  });
  const refusals: Refusal[] = [];
  /** Of a batch's own fault; whatever else is thrown ends the transaction. */
  const refused = (entry: number, error: unknown): Outcome => {
    if (!(error instanceof Refusal)) throw error;
    refusals.push(error);
    return { code: error.code, entry, outcome: 'refused' };
  };

  const readable: Entry[] = [];
  const unreadable: Outcome[] = [];
  batches.forEach((bytes, entry) => {
    try {
      readable.push({ bytes, entry, parsed: parseBatch(bytes, foldVersion) });
    } catch (error) {
      unreadable.push(refused(entry, error));
    }
  });
  const outcomes: Outcome[] = [];
  for (const batch of readable.sort(inFoldOrder)) {
    const { entry, parsed } = batch;
    try {
      const outcome = await overlay.attempt((own) => takeBatch(own, crypto, consortium, batch));
      outcomes.push({ batch: parsed.id, entry, outcome });
    } catch (error) {
      outcomes.push(refused(entry, error));
    }
  }
  const [first] = refusals;
  // Nothing to order: said as for a single batch.
  if (first !== undefined && refusals.length === batches.length) throw first;
  await overlay.save();
  return canonicalText({ outcomes: [...outcomes, ...unreadable] });
};
