import { performance } from 'node:perf_hooks';
import { collectDefaultMetrics, Counter, Registry } from 'prom-client';

let shared: Registry | undefined;

/** Gauges that prom-client names as if they were counters: parsers warn of them. */
const misnamed = [
  'nodejs_active_resources_total',
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
];

/** Adds what is true of the whole process, under the names that are usual for Node. It is measured once, however many gateways run in it. */
export function addProcessMetrics(registry: Registry): void {
  shared ??= measured();
  for (const metric of shared.getMetricsAsArray()) registry.registerMetric(metric as never);
}

function measured(): Registry {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  for (const name of misnamed) registry.removeSingleMetric(name);
  new Counter({
    name: 'nodejs_eventloop_active_seconds_total',
    help: 'Time in which the event loop was at work; its rate is the utilisation, from 0 to 1',
    registers: [registry],
    collect() {
      this.reset();
      this.inc(performance.eventLoopUtilization().active / 1_000);
    },
  });
  return registry;
}
