import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { ComposedBatch } from '../../../../chaincode/domain/batch/compose.js';
import { base64url, fromBase64url, text, utf8 } from '../../../../chaincode/domain/bytes.js';
import { openStore } from '../../../store/open-store.js';
import type { Change, Store } from '../../../store/store.js';
import { ImportFailure } from '../failure.js';

/** A signed batch whose receipt we have not seen. */
export interface WaitingBatch extends ComposedBatch {
  readonly iss: string;
  /** Of the JWS, seconds since the epoch. */
  readonly exp: number;
}

/** What is stated of one order by one issuer. Labels name facts within the order, see `OlistFact`. */
export interface StatedOrder {
  readonly iss: string;
  readonly order: string;
  readonly labels: readonly string[];
}

/**
 * What a platform keeps for itself: the secrets behind its commitments, the signed batches on their way, and which
 * facts are stated. One synced write holds a batch together with every secret and mark it depends on, so that
 * after a crash a fact is either not begun or stands here as the very bytes that will be sent again.
 */
export class PlatformStore {
  readonly #drawn = new Map<string, Uint8Array>();

  readonly #store: Store<string>;

  private constructor(store: Store<string>) {
    this.#store = store;
  }

  /** Opens the store that belongs to `ledger`, or begins it. Throws ImportFailure `other_ledger`, StoreFailure. */
  static async open(directory: string, ledger: string): Promise<PlatformStore> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const store = await openStore<string>({ directory, keys: 'utf8', synced: true, create: 'if-absent' });
    try {
      const owner = store.get('ledger')?.toString();
      if (owner === undefined) {
        await store.write([{ key: 'ledger', value: ledger }]);
      } else if (owner !== ledger) {
        throw new ImportFailure(
          'other_ledger',
          `the platform's store in ${directory} belongs to another ledger than the gateway`,
        );
      }
    } catch (error) {
      await store.close();
      throw error;
    }
    return new PlatformStore(store);
  }

  /** 32 random bytes, drawn once for a name and the same ever after. Durable with the next `keep`. */
  secret(name: string): Uint8Array {
    const key = `secret/${name}`;
    const drawn = this.#drawn.get(key);
    if (drawn) return drawn;
    const kept = fromBase64url(this.#store.get(key)?.toString() ?? '');
    if (kept?.length === 32) return kept;
    const fresh = randomBytes(32);
    this.#drawn.set(key, fresh);
    return fresh;
  }

  stated(iss: string, order: string): ReadonlySet<string> {
    const labels = this.#store.get(statedKey(iss, order));
    return new Set(labels === undefined ? [] : (JSON.parse(labels.toString()) as string[]));
  }

  /** Keeps a composed batch, its orders and every secret drawn so far. Durable when it resolves. */
  async keep(batch: WaitingBatch, orders: readonly StatedOrder[]): Promise<void> {
    const writes: Change<string>[] = [putBatch(batch)];
    for (const { iss, order, labels } of orders) {
      const all = [...this.stated(iss, order), ...labels];
      writes.push({ key: statedKey(iss, order), value: JSON.stringify(all) });
    }
    const secrets = [...this.#drawn];
    for (const [key, bytes] of secrets) writes.push({ key, value: base64url(bytes) });
    await this.#store.write(writes);
    for (const [key] of secrets) this.#drawn.delete(key);
  }

  /** Puts a newly signed form in the place of one that expired unsent. */
  async replace(batch: WaitingBatch): Promise<void> {
    await this.#store.write([putBatch(batch)]);
  }

  /** The ledger has the batch. */
  async settle(batch: WaitingBatch): Promise<void> {
    await this.#store.write([{ key: waitingKey(batch) }]);
  }

  async *waiting(): AsyncGenerator<WaitingBatch> {
    for await (const [, value] of this.#store.rows({ gte: 'waiting/', lt: 'waiting0' })) {
      const { bytes, ...rest } = JSON.parse(value.toString()) as Omit<WaitingBatch, 'bytes'> & {
        bytes: string;
      };
      yield { ...rest, bytes: utf8(bytes) };
    }
  }

  /** Whole days by which an import's times are shifted; set by the first import, for good. */
  shiftedDays(): number | undefined {
    const days = this.#store.get('shifted-days')?.toString();
    return days === undefined ? undefined : Number(days);
  }

  async setShiftedDays(days: number): Promise<void> {
    await this.#store.write([{ key: 'shifted-days', value: String(days) }]);
  }

  async close(): Promise<void> {
    await this.#store.close();
  }
}

const statedKey = (iss: string, order: string): string => `stated/${iss}/${order}`;
const waitingKey = ({ iss, jti }: WaitingBatch): string => `waiting/${iss}/${jti}`;

function putBatch(batch: WaitingBatch): Change<string> {
  return {
    key: waitingKey(batch),
    value: JSON.stringify({ ...batch, bytes: text(batch.bytes) }),
  };
}
