import { BatchQueue, coalescing } from '../../../gateway/services/write/batch-queue.js';
import { median, percentile, rate, ratio, type Figure } from '../measurement.js';
import type { BenchNetwork } from './bench-network.js';
import { platformFacts, sendThrough } from './sending.js';

const rounds = 4;
const writers = 200;
const batchCount = 600;

/** 200 writers, each sending one-record batches one after the other: alone and together. */
export async function measureCoalescing(
  network: BenchNetwork,
  say: (line: string) => void,
): Promise<Figure[]> {
  const facts = platformFacts(1, 41);
  const ways = [
    { name: 'alone', options: { ...coalescing, batches: 1 } },
    { name: 'together', options: coalescing },
  ] as const;
  const rates = ways.map((): number[] => []);
  const slowestMs = ways.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [i, { name, options }] of ways.entries()) {
      const signed = await network.signer.signAhead(facts, batchCount);
      await network.settled();
      const queue = new BatchQueue(network.ledger, options);
      const { seconds, latenciesMs } = await sendThrough((bytes) => queue.submit(bytes), writers, signed);
      say(`round ${round}: ${writers} writers, ${name}: ${rate(batchCount / seconds)} batches/s`);
      if (round === 0) continue;
      rates[i]?.push(batchCount / seconds);
      slowestMs[i]?.push(percentile(latenciesMs, 99));
    }
  }
  const [single = [], shared = []] = rates;
  const p99 = slowestMs.map((values) => `${rate(median(values))} ms`);
  return [
    {
      what: `batches/s of ${writers} writers, coalescing off`,
      value: rate(median(single)),
      limit: `99 of 100 within ${p99[0] ?? ''}`,
    },
    {
      what: `batches/s of ${writers} writers, coalescing on`,
      value: rate(median(shared)),
      limit: `99 of 100 within ${p99[1] ?? ''}`,
    },
    {
      what: 'the same, against off',
      value: ratio(median(shared.map((value, round) => value / (single[round] ?? NaN)))),
      limit: 'one read and two writes a batch between peer and chaincode remain',
    },
  ];
}
