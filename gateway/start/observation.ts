import type { Config } from '../data-dir/config.js';
import { programVersion } from '../data-dir/program-version.js';
import type { App } from '../http/plugins/types.js';
import { requestMetrics } from '../http/plugins/request-metrics.js';
import { metricsRoute } from '../http/routes/metrics.js';
import { problemTable } from '../http/schemas/problem-table.js';
import type { LedgerPort } from '../ledger/port.js';
import { WatchedLedger } from '../ledger/watched.js';
import { GatewayMetrics, type MetricsSources } from '../metrics/index.js';
import type { QueueWatch } from '../services/write/batch-queue.js';
import { listenForScrapes } from './metrics-listener.js';
import { openTracing, type Tracing } from './tracing.js';

/** How a gateway is watched: its metrics, and its traces where there is a collector for them. */
export class Observation {
  readonly #config: Pick<Config, 'metrics'>;
  readonly #metrics: GatewayMetrics | undefined;
  readonly #tracing: Tracing | undefined;

  private constructor(
    config: Pick<Config, 'metrics'>,
    metrics: GatewayMetrics | undefined,
    tracing: Tracing | undefined,
  ) {
    this.#config = config;
    this.#metrics = metrics;
    this.#tracing = tracing;
  }

  /** `ledger`: its id. */
  static async open(
    config: Pick<Config, 'ledger' | 'metrics' | 'org' | 'otelEndpoint'>,
    ledger: string,
  ): Promise<Observation> {
    const version = programVersion();
    const build = { version, organisation: config.org, adapter: config.ledger, ledger };
    const metrics =
      config.metrics === 'off' ? undefined : new GatewayMetrics(build, Object.keys(problemTable));
    const tracing = config.otelEndpoint === '' ? undefined : await openTracing(config.otelEndpoint, build);
    return new Observation(config, metrics, tracing);
  }

  watched(ledger: LedgerPort): LedgerPort {
    const watches = [this.#metrics?.ledger, this.#tracing?.ledger].filter((watch) => watch !== undefined);
    return watches.length === 0 ? ledger : new WatchedLedger(ledger, watches);
  }

  get queue(): readonly QueueWatch[] {
    return [this.#metrics?.queue, this.#tracing?.queue].filter((watch) => watch !== undefined);
  }

  /** To be called before routes are added. */
  async watchRequests(app: App): Promise<void> {
    const metrics = this.#metrics;
    if (this.#tracing !== undefined) await this.#tracing.watchRequests(app);
    if (metrics === undefined) return;
    requestMetrics(app, (request) => metrics.requests.answered(request));
    if (this.#config.metrics === '') metricsRoute(app, (accept) => metrics.expose(accept));
  }

  /** To be called once all is there that is to be read. Gives what closes the listener, where it has one. Throws SetupError. */
  async start(sources: MetricsSources): Promise<() => Promise<void>> {
    const metrics = this.#metrics;
    metrics?.read(sources);
    if (metrics === undefined || this.#config.metrics === '') return () => Promise.resolve();
    const listener = await listenForScrapes(this.#config.metrics, (accept) => metrics.expose(accept));
    return () => listener.close();
  }

  /** Sends what traces are left. */
  async close(): Promise<void> {
    await this.#tracing?.close();
  }
}
