import { Registry } from 'prom-client';
import type { LedgerPort } from '../ledger/port.js';
import type { LedgerWatch } from '../ledger/watched.js';
import type { Queries } from '../projection/port.js';
import type { Proofs } from '../projection/proofs-port.js';
import type { Clock } from '../services/common/ports.js';
import type { CertificateEnds } from '../services/read/certificate-ends.js';
import type { Ends } from '../services/read/ends.js';
import type { QueueWatch } from '../services/write/batch-queue.js';
import type { WitnessState } from '../services/sealing/witnesses.js';
import { readBuild, type Build } from './build-info.js';
import { readEnds } from './ends.js';
import { readEpochs } from './epochs.js';
import { Exposer, type Exposition } from './exposition.js';
import { kept } from './kept.js';
import { watchLedger } from './ledger.js';
import { addProcessMetrics } from './process.js';
import { readProjection } from './projection.js';
import { readJobs, watchQueue, type JobsSource } from './queue.js';
import { readReadiness, type ReadyFor } from './readiness.js';
import { Readings } from './readings.js';
import { RequestMetrics } from './requests.js';
import { readStores, type StoresSource } from './stores.js';
import { readWitnesses } from './witnesses.js';

/** What is read at each scrape. */
export interface MetricsSources {
  readonly ledger: Pick<LedgerPort, 'height'>;
  readonly queries: Pick<Queries, 'status'>;
  readonly proofs: Pick<Proofs, 'agreed' | 'epoch' | 'newestSeal'>;
  readonly jobs: JobsSource;
  readonly witnesses: { states(): readonly WitnessState[] };
  readonly stores: StoresSource;
  readonly ends: Pick<Ends, 'list'>;
  readonly certificateEnds: Pick<CertificateEnds, 'counted'>;
  readonly readiness: () => Promise<ReadyFor>;
  readonly clock: Clock;
}

/** The metrics of one gateway. */
export class GatewayMetrics {
  readonly #registry = new Registry();
  readonly #readings = new Readings(this.#registry);
  readonly #exposer = new Exposer(this.#registry);
  readonly requests: RequestMetrics;
  /** To be told of each call of the ledger. */
  readonly ledger: LedgerWatch;
  /** To be told of each batch that waits. */
  readonly queue: QueueWatch;

  /** `problems`: the codes of all problems that a request may be answered with. */
  constructor(build: Build, problems: readonly string[]) {
    addProcessMetrics(this.#registry);
    readBuild(this.#readings, build);
    this.requests = new RequestMetrics(this.#readings, problems);
    this.ledger = watchLedger(this.#readings);
    this.queue = watchQueue(this.#readings);
  }

  /** To be called once, when the sources are there. */
  read(sources: MetricsSources): void {
    const { certificateEnds, clock, ends, jobs, ledger, proofs, queries, readiness, stores, witnesses } =
      sources;
    // One call of the ledger serves all readings of a scrape.
    const height = kept(0, () => ledger.height().catch(() => undefined));
    readJobs(this.#readings, jobs, clock);
    readProjection(this.#readings, queries, height);
    readEpochs(this.#readings, proofs, clock);
    readWitnesses(this.#readings, witnesses, clock);
    readStores(this.#readings, stores, clock);
    readEnds(this.#readings, ends, certificateEnds, clock);
    readReadiness(this.#readings, readiness);
  }

  /** A scrape. `accept`: the request's header field. */
  expose(accept: string | undefined): Promise<Exposition> {
    return this.#exposer.expose(accept);
  }
}
