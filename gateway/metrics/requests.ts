import type { Counter, Histogram } from 'prom-client';
import type { AnsweredRequest } from '../http/plugins/request-metrics.js';
import type { Readings } from './readings.js';

/** From an answer out of memory to the longest `Prefer: wait`. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** All else that a client may call its method would be a label of the client's making. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'OPTIONS']);

/** Rates, latencies and problems of requests, by route. */
export class RequestMetrics {
  readonly #requests: Counter;
  readonly #seconds: Histogram;
  readonly #problems: Counter;

  /** `problems`: every code that there is. A counter that begins with its first event hides that event from `increase()`. */
  constructor(readings: Readings, problems: readonly string[]) {
    this.#requests = readings.counter({
      name: 'stl_http_requests_total',
      help: 'Requests answered',
      labels: ['route', 'method', 'status'],
    });
    this.#seconds = readings.histogram(
      {
        name: 'stl_http_request_duration_seconds',
        help: 'Time from the head of a request to the end of its answer',
        labels: ['route', 'method'],
      },
      bounds,
    );
    this.#problems = readings.counter({
      name: 'stl_http_problems_total',
      help: 'Requests answered with a problem (RFC 9457), by its code',
      labels: ['code'],
    });
    for (const code of problems) this.#problems.inc({ code }, 0);
  }

  answered({ route = '', method, problem, seconds, status }: AnsweredRequest): void {
    const of = { route, method: methods.has(method) ? method : 'other' };
    this.#requests.inc({ ...of, status: String(status) });
    this.#seconds.observe(of, seconds);
    if (problem !== undefined) this.#problems.inc({ code: problem });
  }
}
