import { cpus } from 'node:os';
import { audit } from './audit.js';
import { badge } from './badge.js';
import { imports } from './imports.js';
import { ingest } from './ingest.js';
import type { Figure, Measurement } from './measurement.js';
import { large } from './large.js';
import { memory } from './memory.js';
import { score } from './score.js';
import { sealing } from './sealing.js';
import { single } from './single.js';
import { printTable } from './table.js';
import { verdict } from './verdict.js';

const measurements: readonly Measurement[] = [
  ingest,
  single,
  score,
  badge,
  verdict,
  audit,
  memory,
  imports,
  sealing,
  large,
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !measurements.some((one) => one.name === name));
if (unknown.length > 0) {
  console.error(`There is no measurement ${unknown.join(', ')}. There are:`);
  for (const { name, about } of measurements) console.error(`  ${name}: ${about}`);
  process.exit(2);
}

const processor = cpus();
console.log(
  `${processor.length} x ${processor[0]?.model ?? 'unknown processor'}, Node.js ${process.versions.node}`,
);
console.log('The load generator and the gateway are separate processes and share these processors.\n');
const figures: Figure[] = [];
for (const one of measurements.filter(({ always, name }) =>
  asked.length > 0 ? asked.includes(name) : always,
)) {
  console.log(`${one.name}: ${one.about}`);
  figures.push(...(await one.run((line) => console.log(`  ${line}`))));
}
console.log();
printTable(figures);
