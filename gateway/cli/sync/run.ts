import { formatTime } from '../../../chaincode/domain/time.js';
import { CliFailure } from '../frame/failure.js';
import type { ImportCounts } from '../import/counts.js';
import { ImportFailure } from '../import/failure.js';
import type { TableSource } from '../tables/source.js';
import { BadDeliveries } from './bad-deliveries.js';
import type { Deliveries, Delivery } from './delivery.js';
import { addTo, behindSeconds, noSums, type SyncMetrics } from './metrics.js';
import type { Told } from './told.js';

export interface SyncSource {
  /** For messages and metrics. */
  readonly name: string;
  readonly deliveries: () => Promise<Deliveries>;
  /** Whether a bad delivery is one of many, which does not hold up the others; else the run fails with it. */
  readonly hasMany: boolean;
  /** Of a query with a cursor. */
  readonly position: () => string | undefined;
  /** Seconds between two runs; 0 where there is one alone. */
  readonly every: number;
  /** Nothing is sent, and no delivery is remembered. */
  readonly dryRun: boolean;
}

export interface SyncTarget {
  /** States what tables say and does not stand yet: all of it, or nothing where they have mistakes. */
  readonly state: (tables: ReadonlyMap<string, TableSource>) => Promise<ImportCounts>;
  /** Of the records that were stated since the last call, how many do not count. */
  readonly notCounted: () => Promise<number>;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** A source that is read again and again. */
export class Sync {
  readonly #bad: BadDeliveries;
  readonly #source: SyncSource;
  readonly #target: SyncTarget;
  readonly #told: Told;

  constructor(source: SyncSource, target: SyncTarget, told: Told) {
    this.#bad = new BadDeliveries(source.every);
    this.#source = source;
    this.#target = target;
    this.#told = told;
  }

  /** States what is new. What goes wrong is told, and stands in the metrics. Throws where it was told to end. */
  async run(): Promise<SyncMetrics> {
    const { name, position } = this.#source;
    const { now, signal } = this.#target;
    const [at, started] = [now(), performance.now()];
    const sums = { ...noSums(), deliveries: 0, bad: 0, unsettled: 0 };
    const failed = await this.#readInto(sums).then(
      () => undefined,
      (error: unknown) => {
        signal.throwIfAborted();
        this.#told.failed(name, error);
        return codeOf(error);
      },
    );
    if (failed === undefined) this.#told.went(name);
    const { told: held, ...counts } = sums;
    const reached = position();
    return {
      at: formatTime(at),
      source: name,
      ...counts,
      ...{ held, notCounted: await this.#notCounted() },
      ...(reached === undefined ? {} : { position: reached, ...behindSeconds(reached, at) }),
      ...(failed === undefined ? {} : { failed }),
      seconds: Math.round(performance.now() - started) / 1000,
    };
  }

  async #readInto(sums: ReturnType<typeof noSums> & Record<'deliveries' | 'bad' | 'unsettled', number>): Promise<void> {
    const { foreign, items, unsettled } = await this.#source.deliveries();
    sums.unsettled = unsettled.length;
    for (const file of foreign)
      this.#told.note(`${file} is left alone: stl sync reads files that end in .csv, .tsv, .txt, .ndjson, .jsonl or .xlsx`);
    for await (const delivery of items) {
      const counts = this.#bad.isTooEarly(delivery, this.#target.now()) ? undefined : await this.#take(delivery);
      if (counts === undefined) {
        sums.bad += 1;
        continue;
      }
      sums.deliveries += 1;
      addTo(sums, counts);
    }
  }

  /** Undefined where it is bad. Throws what is not its fault. */
  async #take(delivery: Delivery): Promise<ImportCounts | undefined> {
    const { now, signal, state } = this.#target;
    try {
      const counts = await state(await delivery.open());
      signal.throwIfAborted();
      if (!this.#source.dryRun) await delivery.taken();
      this.#bad.remove(delivery);
      this.#told.went(delivery.name);
      return counts;
    } catch (error) {
      if (signal.aborted || !this.#source.hasMany || !isOfDelivery(error)) throw error;
      this.#told.failed(delivery.name, error);
      this.#bad.add(delivery, now());
      return undefined;
    } finally {
      await delivery.close();
    }
  }

  /** The facts stand whether or not one can ask. */
  async #notCounted(): Promise<number | null> {
    return this.#target.notCounted().catch((error: unknown) => {
      this.#target.signal.throwIfAborted();
      this.#told.failed('whether records count', error);
      return null;
    });
  }
}

/** The rows are to blame, or the map with them; not the gateway, and not the machine. */
const isOfDelivery = (error: unknown): boolean => error instanceof CliFailure || error instanceof ImportFailure;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'failed';
