import type { LedgerPort } from '../../../gateway/ledger/port.js';
import { batchesOfFacts, sellerIds, type IssuedRecords } from '../facts.js';

/** Facts that the demo's platform states, in batches of so many records. It never ends. */
export function* platformFacts(recordsPerBatch: number, seed: number): Generator<IssuedRecords> {
  for (const facts of batchesOfFacts(sellerIds(1_000), recordsPerBatch, seed))
    if (facts.issuer === 'demo-platform') yield facts;
}

/** Sends every batch, so many at a time. Gives how long all took, and each of them, in ascending order. */
export async function sendThrough(
  submit: (bytes: Uint8Array) => Promise<unknown>,
  writers: number,
  batches: readonly Uint8Array[],
): Promise<{ readonly seconds: number; readonly latenciesMs: readonly number[] }> {
  const latenciesMs: number[] = [];
  let next = 0;
  const began = performance.now();
  const write = async (): Promise<void> => {
    for (let bytes = batches[next++]; bytes !== undefined; bytes = batches[next++]) {
      const since = performance.now();
      await submit(bytes);
      latenciesMs.push(performance.now() - since);
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  return { seconds: (performance.now() - began) / 1000, latenciesMs: latenciesMs.sort((a, b) => a - b) };
}

/** A transaction of its own for each batch: coalescing off. */
export const alone =
  (ledger: Pick<LedgerPort, 'submit'>) =>
  (batch: Uint8Array): Promise<unknown> =>
    ledger.submit({ name: 'SubmitBatch', args: [], transient: { batch } });
