import type { Queries } from '../projection/port.js';
import type { Readings } from './readings.js';

/**
 * How long this gateway has known of the oldest block that it has not folded. Heights are noted as scrapes ask for them: that
 * costs the ledger no block, and is as exact as the scrapes are frequent.
 */
export class Lag {
  /** Heights of the ledger that are not folded yet, the lowest first, with when they were first seen. */
  #seen: { readonly height: number; readonly at: number }[] = [];

  /** @param at seconds on a clock that nobody sets */
  seconds(folded: number, ledger: number, at: number): number {
    this.#seen = this.#seen.filter(({ height }) => height > folded);
    if (ledger > (this.#seen.at(-1)?.height ?? folded)) this.#seen.push({ height: ledger, at });
    const [oldest] = this.#seen;
    return oldest === undefined ? 0 : at - oldest.at;
  }
}

const states = ['running', 'refolding', 'upgrade_required', 'failed', 'stopped'] as const;

export function readProjection(
  readings: Readings,
  queries: Pick<Queries, 'status'>,
  /** Blocks of the ledger; undefined while it does not answer. */
  ledgerHeight: () => Promise<number | undefined>,
): void {
  const lag = new Lag();
  readings.gauge(
    { name: 'stl_ledger_height_blocks', help: 'Blocks of the ledger; missing while it does not answer' },
    ledgerHeight,
  );
  readings.gauge(
    { name: 'stl_projection_height_blocks', help: 'Blocks folded here' },
    () => queries.status().height,
  );
  readings.gauge(
    {
      name: 'stl_projection_lag_blocks',
      help: 'Blocks of the ledger that are not folded here; missing while it does not answer',
    },
    async () => {
      const height = await ledgerHeight();
      return height === undefined ? undefined : Math.max(0, height - queries.status().height);
    },
  );
  readings.gauge(
    {
      name: 'stl_projection_lag_seconds',
      help: 'Time since a scrape first saw the oldest block that is not folded here; missing while the ledger does not answer',
    },
    async () => {
      const height = await ledgerHeight();
      if (height === undefined) return undefined;
      return lag.seconds(queries.status().height, height, performance.now() / 1_000);
    },
  );
  readings.gauge(
    {
      name: 'stl_projection_state',
      help: '1 for the state that the projection is in, 0 for the others',
      labels: ['state'],
    },
    () => states.map((state) => [{ state }, Number(queries.status().state === state)] as const),
  );
  readings.gauge({ name: 'stl_sellers', help: 'Sellers known here' }, () => queries.status().sellers);
  readings.gauge({ name: 'stl_records', help: 'Records folded here' }, () => queries.status().records);
}
