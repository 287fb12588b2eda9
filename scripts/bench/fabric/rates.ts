import type { Figure } from '../measurement.js';
import { median, rate, ratio } from '../measurement.js';
import { parts, type BenchNetwork } from './bench-network.js';
import { alone, platformFacts, sendThrough } from './sending.js';

const rounds = 4;
/** Records in a batch, batches in a round, and how many are under way at once. */
const sizes = [
  { records: 1, batches: 200, writers: 32 },
  { records: 500, batches: 40, writers: 8 },
  { records: 2_000, batches: 16, writers: 4 },
] as const;

/** Records per second by size of batch, each batch a transaction of its own, and what each part takes of the processors. */
export async function measureRates(network: BenchNetwork, say: (line: string) => void): Promise<Figure[]> {
  const facts = sizes.map(({ records }, i) => platformFacts(records, 31 + i));
  const rates = sizes.map((): number[] => []);
  const shares: string[] = [];
  for (let round = 0; round < rounds; round++) {
    for (const [i, { records, batches, writers }] of sizes.entries()) {
      const signed = await network.signer.signAhead(facts[i] as (typeof facts)[number], batches);
      await network.settled();
      const before = network.processorSeconds();
      const { seconds } = await sendThrough(alone(network.ledger), writers, signed);
      await network.settled();
      const after = network.processorSeconds();
      const count = records * batches;
      shares[i] = parts
        .map((part) => `${part}s ${rate(((after[part] - before[part]) / count) * 1_000_000)}`)
        .join(', ');
      say(`round ${round}: ${records} a batch: ${rate(count / seconds)} records/s`);
      if (round > 0) rates[i]?.push(count / seconds);
    }
  }
  const [single = [], ...larger] = rates;
  return [
    { what: 'records/s, one a batch', value: rate(median(single)), limit: cost(shares[0]) },
    ...larger.flatMap((values, i): Figure[] => {
      const { records } = sizes[i + 1] as (typeof sizes)[number];
      const times = values.map((value, round) => value / (single[round] ?? NaN));
      return [
        { what: `records/s, ${records} a batch`, value: rate(median(values)), limit: cost(shares[i + 1]) },
        {
          what: `the same, against one a batch`,
          value: ratio(median(times)),
          ...(records === 2_000 ? { aim: 'at least 60' } : {}),
          limit: 'one transaction costs the same, whatever it holds',
        },
      ];
    }),
  ];
}

const cost = (share = ''): string => `µs of processor time a record, all organisations: ${share}`;
