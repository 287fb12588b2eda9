/** `npm run bench:fabric [-- memory]`: what the ledger does on a real network of three organisations, over both clients. */
import { cpus, loadavg } from 'node:os';
import { fabricClients } from '../../../network/topology.js';
import type { Figure } from '../measurement.js';
import { printTable } from '../table.js';
import { BenchNetwork } from './bench-network.js';
import { measureCoalescing } from './coalescing.js';
import { measureMemory } from './memory.js';
import { measureRates } from './rates.js';
import { measureStages } from './stages.js';

process.noDeprecation = true; // Node warns of TLS to an IP address: here all nodes are on 127.0.0.1
const say = (line: string): void => console.log(`  ${line}`);
const asked = process.argv.slice(2);
if (asked.some((name) => name !== 'memory')) {
  console.error('There is one measurement that must be asked for: memory (1,000,000 records).');
  process.exit(2);
}

const [processor] = cpus();
console.log(
  `${cpus().length} x ${processor?.model ?? 'unknown processor'}, Node.js ${process.versions.node}`,
);
console.log(
  `Load before: ${loadavg()[0]?.toFixed(1) ?? ''}. Three organisations, their gateways and this share them.\n`,
);
for (const client of asked.length > 0 ? fabricClients.slice(0, 1) : fabricClients) {
  console.log(`${client}: starting three organisations`);
  const network = await BenchNetwork.start(client);
  const figures: Figure[] = [];
  try {
    if (asked.length > 0) {
      figures.push(...(await measureMemory(network, say)));
    } else {
      figures.push(...(await measureStages(network)));
      figures.push(...(await measureRates(network, say)));
      figures.push(...(await measureCoalescing(network, say)));
    }
  } finally {
    await network.stop();
  }
  console.log(`\n${client}`);
  printTable(figures);
  console.log();
}
