import { formatTime } from '../../../chaincode/domain/time.js';
import { CliFailure } from '../frame/failure.js';
import type { ImportCounts } from '../import/counts.js';
import { ImportFailure } from '../import/failure.js';
import type { TableSource } from '../tables/source.js';
import { BadDeliveries } from './bad-deliveries.js';
import type { Deliveries, Delivery } from './delivery.js';
import { addTo, behindSeconds, noSums, type SyncMetrics, type SyncSums } from './metrics.js';
import type { Told } from './told.js';

/** A source and a ledger, both within reach. */
export interface Opened {
  readonly deliveries: () => Promise<Deliveries>;
  /** Whether a bad delivery is one of many, which does not hold up the others; else the run fails with it. */
  readonly hasMany: boolean;
  /** Of a query with a cursor. */
  readonly position: () => string | undefined;
  /** States what tables say and does not stand yet: all of it, or nothing where they have mistakes. */
  readonly state: (tables: ReadonlyMap<string, TableSource>) => Promise<ImportCounts>;
  /** Of the records that were stated since the last call, how many do not count. */
  readonly notCounted: () => Promise<number>;
}

export interface SyncOptions {
  /** Of the source, for messages and metrics. */
  readonly source: string;
  /** Tried again in each run until it succeeds. */
  readonly open: () => Promise<Opened>;
  /** Seconds between two runs; 0 where there is one alone. */
  readonly every: number;
  /** Nothing is sent, and no delivery is remembered. */
  readonly dryRun: boolean;
  readonly told: Told;
  /** Seconds since the epoch. */
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** A source that is read again and again. */
export class Sync {
  readonly #bad: BadDeliveries;
  readonly #options: SyncOptions;
  #opened: Opened | undefined;

  constructor(options: SyncOptions) {
    this.#bad = new BadDeliveries(options.every);
    this.#options = options;
  }

  /** Opens both, where they are not. A run does so itself; before the first one, it tells of wrong use at once. */
  async open(): Promise<Opened> {
    return (this.#opened ??= await this.#options.open());
  }

  /** States what is new. What goes wrong is told, and stands in the metrics. Throws where it was told to end. */
  async run(): Promise<SyncMetrics> {
    const { now, signal, source, told } = this.#options;
    const [at, started] = [now(), performance.now()];
    const sums = noSums();
    const failed = await this.#readInto(sums).then(
      () => undefined,
      (error: unknown) => {
        signal.throwIfAborted();
        told.failed(source, error);
        return codeOf(error);
      },
    );
    if (failed === undefined) told.went(source);
    const notCounted = await this.#notCounted();
    const position = this.#opened?.position();
    return {
      at: formatTime(at),
      source,
      ...{ ...sums, notCounted },
      ...(position === undefined ? {} : { position, ...behindSeconds(position, at) }),
      ...(failed === undefined ? {} : { failed }),
      seconds: Math.round(performance.now() - started) / 1000,
    };
  }

  async #readInto(sums: SyncSums): Promise<void> {
    const { now, told } = this.#options;
    const opened = await this.open();
    const { foreign, items, unsettled } = await opened.deliveries();
    sums.unsettled = unsettled.length;
    for (const file of foreign) told.note(`${file} is left alone: ${readable}`);
    for await (const delivery of items) {
      const counts = this.#bad.isTooEarly(delivery, now()) ? undefined : await this.#take(delivery, opened);
      if (counts === undefined) {
        sums.bad += 1;
        continue;
      }
      sums.deliveries += 1;
      addTo(sums, counts);
    }
  }

  /** Undefined where it is bad. Throws what is not its fault. */
  async #take(delivery: Delivery, { hasMany, state }: Opened): Promise<ImportCounts | undefined> {
    const { dryRun, now, signal, told } = this.#options;
    try {
      const counts = await state(await delivery.open());
      signal.throwIfAborted();
      // What was left out for want of an order must come again: the platform may know it by then.
      if (!dryRun && counts.unknown === 0) await delivery.taken();
      for (const text of referenceNotes(counts)) told.note(`${delivery.name}: ${text}`);
      this.#bad.remove(delivery);
      told.went(delivery.name);
      return counts;
    } catch (error) {
      if (signal.aborted || !hasMany || !isOfDelivery(error)) throw error;
      told.failed(delivery.name, error);
      this.#bad.add(delivery, now());
      return undefined;
    } finally {
      await delivery.close();
    }
  }

  /** The facts stand whether or not one can ask; null where one cannot. */
  async #notCounted(): Promise<number | null> {
    const { signal, told } = this.#options;
    if (this.#opened === undefined) return 0;
    return this.#opened.notCounted().catch((error: unknown) => {
      signal.throwIfAborted();
      told.failed('whether records count', error);
      return null;
    });
  }
}

/** The facts stand; what partners call their orders does not. */
const referenceNotes = ({ references }: ImportCounts): readonly string[] =>
  references === undefined
    ? []
    : [...references.notKept, ...(references.refusal === undefined ? [] : [references.refusal])];

const readable = 'stl sync reads files that end in .csv, .tsv, .txt, .ndjson, .jsonl or .xlsx';

/** The rows are to blame, or the map with them; not the gateway, and not the machine. */
const isOfDelivery = (error: unknown): boolean =>
  error instanceof CliFailure || error instanceof ImportFailure;

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'failed';
