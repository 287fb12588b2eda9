import { plainWrites } from './baseline.js';
import { BenchConsortium } from './consortium.js';
import { batchesOfFacts, sellerIds } from './facts.js';
import { median, micros, rate, ratio, type Measurement } from './measurement.js';
import { submitAll } from './submitting.js';

const recordsPerBatch = 500;
const batchCount = 60;
const connections = 8;
const rounds = 6;

export const ingest: Measurement = {
  name: 'ingest',
  about: `batches of ${recordsPerBatch} records over ${connections} connections, each verified, durable and folded`,
  always: true,
  async run(say) {
    const consortium = await BenchConsortium.start();
    try {
      const facts = batchesOfFacts(sellerIds(1_000), recordsPerBatch, 7);
      const rates: number[] = [];
      const plain: number[] = [];
      const costs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const batches = await consortium.signer.signAhead(facts, batchCount);
        const { seconds, processorSeconds } = await submitAll(consortium.gateway, connections, batches);
        const bare = await plainWrites(consortium.dir, batches);
        const cost = processorSeconds / batchCount / recordsPerBatch;
        say(
          `round ${round}: ${rate((batchCount * recordsPerBatch) / seconds)} records/s, level ${rate((batchCount * recordsPerBatch) / bare)}, ${micros(cost)} µs of processor time a record`,
        );
        // The first round warms up both.
        if (round === 0) continue;
        rates.push((batchCount * recordsPerBatch) / seconds);
        costs.push(cost);
        plain.push((batchCount * recordsPerBatch) / bare);
      }
      const against = median(rates.map((value, i) => value / (plain[i] as number)));
      return [
        {
          what: 'records/s, in batches of 500',
          value: rate(median(rates)),
          limit: `processor time: a record takes ${micros(median(costs))} µs of it, over all threads`,
        },
        {
          what: 'the same, against plain synced level writes',
          value: ratio(against),
          aim: 'at least 0.30',
          limit: `level alone writes ${rate(median(plain))} records/s`,
        },
      ];
    } finally {
      await consortium.stop();
    }
  },
};
