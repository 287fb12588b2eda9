import pMap from 'p-map';
import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import { BatchBuilder, type Outbox } from './outbox.js';
import type { PlatformStore, WaitingBatch } from './platform-store.js';
import { commitmentsOf } from './commitments.js';
import { factsOf, type OlistFact, type OlistMapping } from './facts.js';
import type { OlistOrder } from './order.js';
import type { OlistStaging } from './staging.js';

const batchesInFlight = 4;

export interface ImportCounts {
  /** Orders read, and of those, orders that name no seller. */
  orders: number;
  withoutItems: number;
  /** Records sent now, and records that an earlier run had stated. */
  sent: number;
  known: number;
  /** Of both, by kind and by seller id. */
  readonly kinds: Map<RecordKind, number>;
  readonly sellers: Map<string, number>;
  batches: number;
}

export interface OlistImport {
  readonly ledger: string;
  readonly mapping: OlistMapping;
  readonly store: PlatformStore;
  readonly outbox: Outbox;
  /** Stops between two orders; what is composed is still sent. */
  readonly signal: AbortSignal;
  onProgress(counts: Readonly<ImportCounts>): void;
}

/**
 * States every fact of the staged orders that is not stated yet. Batches that an earlier run left unconfirmed are
 * sent first, byte for byte. Resolves when the ledger has everything. Memory: a few batches and a
 * number for each seller, whatever the input.
 */
export async function importOlist(staging: OlistStaging, run: OlistImport): Promise<ImportCounts> {
  const counts: ImportCounts = {
    orders: 0,
    withoutItems: 0,
    sent: 0,
    known: 0,
    kinds: new Map(),
    sellers: new Map(),
    batches: 0,
  };
  const deliver = async (batch: WaitingBatch): Promise<void> => {
    await run.outbox.deliver(batch);
    counts.batches += 1;
    run.onProgress(counts);
  };
  await pMap(batchesOf(staging, run, counts), deliver, { concurrency: batchesInFlight });
  return counts;
}

/** Composes batches in the order of the staged orders. Each is in the platform's store before it is given. */
async function* batchesOf(
  staging: OlistStaging,
  run: OlistImport,
  counts: ImportCounts,
): AsyncGenerator<WaitingBatch> {
  yield* run.store.waiting();
  const builders = {
    platform: new BatchBuilder(run.mapping.platform, run.outbox),
    'payment-provider': new BatchBuilder(run.mapping.paymentProvider, run.outbox),
  };
  for await (const order of staging.orders()) {
    if (run.signal.aborted) break;
    const facts = newFacts(order, run, counts);
    for (const [issuer, builder] of Object.entries(builders)) {
      const own = facts.filter((fact) => fact.issuer === issuer);
      const full = await builder.add(order.id, own);
      if (full) yield full;
    }
    run.onProgress(counts);
  }
  for (const builder of Object.values(builders)) {
    const rest = await builder.flush();
    if (rest) yield rest;
  }
}

/** The facts of an order that no earlier run has stated. */
function newFacts(order: OlistOrder, run: OlistImport, counts: ImportCounts): OlistFact[] {
  const { platform, paymentProvider } = run.mapping;
  const facts = factsOf(order, run.mapping, commitmentsOf(order, run.ledger, run.mapping, run.store));
  const stated = {
    platform: run.store.stated(platform, order.id),
    'payment-provider': run.store.stated(paymentProvider, order.id),
  };
  const fresh = facts.filter((fact) => !stated[fact.issuer].has(fact.label));
  counts.orders += 1;
  if (order.items.length === 0) counts.withoutItems += 1;
  counts.sent += fresh.length;
  counts.known += facts.length - fresh.length;
  for (const { record } of facts) {
    countOne(counts.kinds, record.kind);
    countOne(counts.sellers, record.seller);
  }
  return fresh;
}

const countOne = <K>(counts: Map<K, number>, key: K): void =>
  void counts.set(key, (counts.get(key) ?? 0) + 1);
