import { createHash } from 'node:crypto';
import { composeBatch } from '../../../../chaincode/domain/batch/compose.js';
import { text } from '../../../../chaincode/domain/bytes.js';
import type { FactRecord } from '../../../../chaincode/domain/records/index.js';
import { daySeconds } from '../../../../chaincode/domain/time.js';
import { contentId, type Signer } from '../../../sdk/client/index.js';
import type { PlatformStore, StatedOrder, WaitingBatch } from './platform-store.js';

const recordsPerBatch = 500;
/** The longest that the batch format allows: an import that stops overnight can send the same signature the next day. */
const lifetimeSeconds = daySeconds;

/** The gateway as the outbox needs it. Both retry what can be retried. */
export interface BatchGateway {
  /** Resolves once the ledger has the batch, whether now or already before. */
  deliver(batch: WaitingBatch): Promise<void>;
  /** Whether the ledger has a batch of this id. */
  has(batchId: string): Promise<boolean>;
}

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();

/** Signs records into batches and remembers them before they leave, so that each is sent until its receipt came. */
export class Outbox {
  readonly #store: PlatformStore;
  readonly #gateway: BatchGateway;
  readonly #ledger: string;
  readonly #signers: ReadonlyMap<string, Signer>;
  /** Seconds since the epoch. */
  readonly #now: () => number;

  constructor(
    store: PlatformStore,
    gateway: BatchGateway,
    ledger: string,
    signers: ReadonlyMap<string, Signer>,
    now: () => number,
  ) {
    this.#store = store;
    this.#gateway = gateway;
    this.#ledger = ledger;
    this.#signers = signers;
    this.#now = now;
  }

  /** Signs the records into a batch and makes it durable, with the marks of its orders. */
  async compose(
    iss: string,
    records: readonly FactRecord[],
    orders: readonly StatedOrder[],
  ): Promise<WaitingBatch> {
    // The content names the batch: the same records can never make a second one.
    const batch = await this.#sign(iss, contentId(records), records);
    await this.#store.keep(batch, orders);
    return batch;
  }

  /** Sends a batch that `compose` gave now or in an earlier run. */
  async deliver(batch: WaitingBatch): Promise<void> {
    if (batch.exp <= this.#now()) return this.#deliverExpired(batch);
    await this.#gateway.deliver(batch);
    await this.#store.settle(batch);
  }

  /** An expired batch was either accepted in time or never will be: only then is another signature safe. */
  async #deliverExpired(batch: WaitingBatch): Promise<void> {
    if (!(await this.#gateway.has(batch.id))) {
      const lines = text(batch.bytes).split('\n').slice(1, -1);
      const records = lines.map((line) => JSON.parse(line) as FactRecord);
      const fresh = await this.#sign(batch.iss, batch.jti, records);
      await this.#store.replace(fresh);
      await this.#gateway.deliver(fresh);
    }
    await this.#store.settle(batch);
  }

  async #sign(iss: string, jti: string, records: readonly FactRecord[]): Promise<WaitingBatch> {
    const signer = this.#signers.get(iss);
    if (!signer) throw new TypeError('the outbox has no key of this issuer');
    const { alg, kid } = signer;
    const iat = this.#now();
    const exp = iat + lifetimeSeconds;
    const sign = (input: Uint8Array): Promise<Uint8Array> => signer.sign(input);
    const draft = { records, iss, kid, alg, jti, aud: this.#ledger, iat, exp, sha256, sign };
    return { ...(await composeBatch(draft)), iss, exp };
  }
}

/** Gathers whole orders into batches. The facts of one order never part, so line order settles their order. */
export class BatchBuilder {
  #records: FactRecord[] = [];
  #orders: StatedOrder[] = [];

  readonly #iss: string;
  readonly #outbox: Outbox;

  constructor(iss: string, outbox: Outbox) {
    this.#iss = iss;
    this.#outbox = outbox;
  }

  /** Takes one order's facts; resolves to a batch when that filled one. */
  async add(
    order: string,
    facts: readonly { readonly label: string; readonly record: FactRecord }[],
  ): Promise<WaitingBatch | undefined> {
    if (facts.length === 0) return undefined;
    const full = this.#records.length + facts.length > recordsPerBatch ? await this.flush() : undefined;
    this.#records.push(...facts.map((fact) => fact.record));
    this.#orders.push({ iss: this.#iss, order, labels: facts.map((fact) => fact.label) });
    return full;
  }

  /** The batch of what has gathered; undefined when nothing has. */
  async flush(): Promise<WaitingBatch | undefined> {
    const records = this.#records;
    const orders = this.#orders;
    if (records.length === 0) return undefined;
    this.#records = [];
    this.#orders = [];
    return this.#outbox.compose(this.#iss, records, orders);
  }
}
