import { BenchConsortium } from './consortium.js';
import { batchesOfFacts, sellerIds } from './facts.js';
import { median, micros, percentile, rate, type Measurement } from './measurement.js';
import { submitAll } from './submitting.js';

const connections = 1_000;
const batchCount = 8_000;
const rounds = 5;

export const single: Measurement = {
  name: 'single',
  about: `one record a batch over ${rate(connections)} connections, each verified, durable and folded`,
  always: true,
  async run(say) {
    const consortium = await BenchConsortium.start();
    try {
      const facts = batchesOfFacts(sellerIds(1_000), 1, 11);
      const rates: number[] = [];
      const waitsMs: number[] = [];
      const costs: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const batches = await consortium.signer.signAhead(facts, batchCount);
        const { seconds, latenciesMs, processorSeconds } = await submitAll(
          consortium.gateway,
          connections,
          batches,
        );
        const cost = processorSeconds / batchCount;
        say(
          `round ${round}: ${rate(batchCount / seconds)} batches/s, ${micros(cost)} µs of processor time each`,
        );
        if (round === 0) continue;
        costs.push(cost);
        rates.push(batchCount / seconds);
        waitsMs.push(percentile(latenciesMs, 99));
      }
      return [
        {
          what: 'batches/s, one record each, 1,000 connections',
          value: rate(median(rates)),
          aim: '4,700',
          limit: `processor time: a batch takes ${micros(median(costs))} µs of it, over all threads`,
        },
        {
          what: '99 of 100 such answers within',
          value: `${rate(median(waitsMs))} ms`,
          limit: '1,000 batches are always under way',
        },
      ];
    } finally {
      await consortium.stop();
    }
  },
};
