import { readFileSync } from 'node:fs';
import type { Layout } from './layout.js';
import { nodePorts } from './nodes.js';
import type { ProcessTable } from './process-table.js';
import type { Topology } from './topology.js';
import { eventually, reachable } from './wait.js';

const listenWithinMs = 30_000;

/**
 * Waits until the listeners of those nodes answer: a node's health page can answer before its gRPC server does.
 * @throws Error with the end of its log where a node ended by itself
 */
export async function awaitListening(
  names: readonly string[],
  topology: Topology,
  processes: ProcessTable,
  layout: Layout,
  signal?: AbortSignal,
): Promise<void> {
  const ports = nodePorts(topology);
  const waits = names.flatMap((name) =>
    (ports.get(name) ?? []).map(async (port) => {
      const running = await eventually(
        async () => {
          if (!processes.isRunning(name)) return false;
          await reachable(port);
          return true;
        },
        { patienceMs: listenWithinMs, signal },
      );
      if (!running) throw new Error(`${name} ended by itself:\n${lastLines(layout.log(name))}`);
    }),
  );
  await Promise.all(waits);
}

function lastLines(file: string): string {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-15).join('\n');
}
