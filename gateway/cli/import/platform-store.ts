import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { Level } from 'level';
import type { ComposedBatch } from '../../../chaincode/domain/batch/compose.js';
import { base64url, fromBase64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { ImportFailure } from './failure.js';

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

type Put = { type: 'put'; key: string; value: string };

/**
 * What a platform keeps for itself: the secrets behind its commitments, the signed batches on their way, and which
 * facts are stated. One synced write holds a batch together with every secret and mark it depends on, so that
 * after a crash a fact is either not begun or stands here as the very bytes that will be sent again.
 */
export class PlatformStore {
  readonly #drawn = new Map<string, Uint8Array>();

  readonly #level: Level;

  private constructor(level: Level) {
    this.#level = level;
  }

  /** Opens the store that belongs to `ledger`, or begins it. Throws ImportFailure `other_ledger`. */
  static async open(directory: string, ledger: string): Promise<PlatformStore> {
    await mkdir(directory, { recursive: true, mode: 0o700 });
    const level = new Level<string, string>(directory);
    await level.open().catch((cause: unknown) => {
      throw new ImportFailure(
        'in_use',
        `the platform's store in ${directory} cannot be opened: it is damaged, or another import is running`,
        { cause },
      );
    });
    const owner = await level.get('ledger');
    if (owner === undefined) {
      await level.put('ledger', ledger, { sync: true });
    } else if (owner !== ledger) {
      await level.close();
      throw new ImportFailure(
        'other_ledger',
        `the platform's store in ${directory} belongs to another ledger than the gateway`,
      );
    }
    return new PlatformStore(level);
  }

  /** 32 random bytes, drawn once for a name and the same ever after. Durable with the next `keep`. */
  async secret(name: string): Promise<Uint8Array> {
    const key = `secret/${name}`;
    const drawn = this.#drawn.get(key);
    if (drawn) return drawn;
    const kept = fromBase64url((await this.#level.get(key)) ?? '');
    if (kept?.length === 32) return kept;
    const fresh = randomBytes(32);
    this.#drawn.set(key, fresh);
    return fresh;
  }

  async stated(iss: string, order: string): Promise<ReadonlySet<string>> {
    const labels = await this.#level.get(statedKey(iss, order));
    return new Set(labels === undefined ? [] : (JSON.parse(labels) as string[]));
  }

  /** Keeps a composed batch, its orders and every secret drawn so far. Durable when it resolves. */
  async keep(batch: WaitingBatch, orders: readonly StatedOrder[]): Promise<void> {
    const writes: Put[] = [putBatch(batch)];
    for (const { iss, order, labels } of orders) {
      const all = [...(await this.stated(iss, order)), ...labels];
      writes.push({ type: 'put', key: statedKey(iss, order), value: JSON.stringify(all) });
    }
    const secrets = [...this.#drawn];
    for (const [key, bytes] of secrets) writes.push({ type: 'put', key, value: base64url(bytes) });
    await this.#level.batch(writes, { sync: true });
    for (const [key] of secrets) this.#drawn.delete(key);
  }

  /** Puts a newly signed form in the place of one that expired unsent. */
  async replace(batch: WaitingBatch): Promise<void> {
    await this.#level.batch([putBatch(batch)], { sync: true });
  }

  /** The ledger has the batch. Need not be synced: the worst after a crash is to ask once more. */
  async settle(batch: WaitingBatch): Promise<void> {
    await this.#level.del(waitingKey(batch));
  }

  async *waiting(): AsyncGenerator<WaitingBatch> {
    for await (const value of this.#level.values({ gt: 'waiting/', lt: 'waiting0' })) {
      const { bytes, ...rest } = JSON.parse(value) as Omit<WaitingBatch, 'bytes'> & { bytes: string };
      yield { ...rest, bytes: utf8(bytes) };
    }
  }

  /** Whole days by which an import's times are shifted; set by the first import, for good. */
  async shiftedDays(): Promise<number | undefined> {
    const days = await this.#level.get('shifted-days');
    return days === undefined ? undefined : Number(days);
  }

  async setShiftedDays(days: number): Promise<void> {
    await this.#level.put('shifted-days', String(days), { sync: true });
  }

  async close(): Promise<void> {
    await this.#level.close();
  }
}

const statedKey = (iss: string, order: string): string => `stated/${iss}/${order}`;
const waitingKey = ({ iss, jti }: WaitingBatch): string => `waiting/${iss}/${jti}`;

function putBatch(batch: WaitingBatch): Put {
  return {
    type: 'put',
    key: waitingKey(batch),
    value: JSON.stringify({ ...batch, bytes: text(batch.bytes) }),
  };
}
