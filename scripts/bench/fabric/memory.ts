import { mebibytes, rate, type Figure } from '../measurement.js';
import { parts, type BenchNetwork } from './bench-network.js';
import { alone, platformFacts, sendThrough } from './sending.js';

const records = 1_000_000;
const recordsPerBatch = 2_000;
const batchesPerStep = 25;

/** Fills the ledger, and looks at what every part then holds. */
export async function measureMemory(network: BenchNetwork, say: (line: string) => void): Promise<Figure[]> {
  const facts = platformFacts(recordsPerBatch, 61);
  const before = network.residentBytes();
  let seconds = 0;
  for (let done = 0; done < records / recordsPerBatch; done += batchesPerStep) {
    const signed = await network.signer.signAhead(facts, batchesPerStep);
    seconds += (await sendThrough(alone(network.ledger), 4, signed)).seconds;
    say(`${rate((done + batchesPerStep) * recordsPerBatch)} of ${rate(records)} records`);
  }
  await network.settled();
  const after = network.residentBytes();
  const organisations = network.gateways.length;
  return parts.map((part) => ({
    what: `memory of each ${part} after ${rate(records)} records`,
    value: mebibytes(after[part] / organisations),
    limit: `${mebibytes(before[part] / organisations)} before them; they came at ${rate(records / seconds)}/s`,
  }));
}
