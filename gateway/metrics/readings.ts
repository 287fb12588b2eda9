import { Counter, Gauge, Histogram, type Registry } from 'prom-client';

export type Labels = Readonly<Record<string, string>>;

/** Values with what tells them from others of their name; a plain number where there is but one. Undefined: nothing is known. */
export type Reading = number | undefined | Iterable<readonly [labels: Labels, value: number]>;

interface Description {
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
}

/**
 * Where the metrics of one gateway are made: in a registry of its own, so that several gateways of one process keep theirs apart.
 * What is read at a scrape and cannot be read is left out of it: it must neither take the others down, nor be shown as it was before.
 */
export class Readings {
  readonly #registry: Registry;
  readonly #failures: Counter;

  constructor(registry: Registry) {
    this.#registry = registry;
    this.#failures = this.counter({
      name: 'stl_metrics_failures_total',
      help: 'Readings that failed: their metrics are missing in that scrape',
    });
  }

  /** Read at each scrape. */
  gauge(description: Description, read: () => Reading | Promise<Reading>): void {
    const readInto = this.#reader(read);
    new Gauge({
      ...this.#config(description),
      collect() {
        return readInto(this, (labels, value) => this.set(labels, value));
      },
    });
  }

  /** As `gauge`, of what only grows. */
  total(description: Description, read: () => Reading | Promise<Reading>): void {
    const readInto = this.#reader(read);
    new Counter({
      ...this.#config(description),
      collect() {
        return readInto(this, (labels, value) => this.inc(labels, value));
      },
    });
  }

  counter(description: Description): Counter {
    return new Counter(this.#config(description));
  }

  /** `bounds`: upper ones of its buckets. */
  histogram(description: Description, bounds: readonly number[]): Histogram {
    return new Histogram({ ...this.#config(description), buckets: [...bounds] });
  }

  #config({ name, help, labels = [] }: Description) {
    return { name, help, labelNames: [...labels], registers: [this.#registry] };
  }

  #reader(read: () => Reading | Promise<Reading>) {
    const failures = this.#failures;
    return async (
      metric: { reset(): void; remove(labels: Labels): void },
      put: (labels: Labels, value: number) => void,
    ): Promise<void> => {
      const values = await inTime(Promise.resolve().then(read))
        .then((reading) => (typeof reading === 'number' ? [[{}, reading] as const] : [...(reading ?? [])]))
        .catch(() => {
          failures.inc();
          return [];
        });
      metric.reset();
      metric.remove({}); // without labels it is 0 after a reset
      for (const [labels, value] of values) put(labels, value);
    };
  }
}

/** Milliseconds that one reading may take: scrapers wait for ten seconds, and a peer that is gone must not cost all other metrics. */
const readingMs = 5_000;

async function inTime<T>(reading: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it took too long')), readingMs);
  });
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
  }
}
