import { daySeconds } from '../../chaincode/domain/time.js';
import { BenchConsortium } from './consortium.js';
import { batchesOfFacts, type IssuedRecords } from './facts.js';
import { requestBytes, sendAll } from './load.js';
import { mebibytes, median, rate, ratio, type Measurement } from './measurement.js';
import { bytesBelow, secondsToOpen } from './opening.js';
import { submitAll } from './submitting.js';

const records = 1_000_000;
const recordsPerBatch = 500;
const smallSeller = 'demo-platform.bench-small';
const middleSeller = 'demo-platform.bench-middle';
const largeSeller = 'demo-platform.bench-large';
const requests = 1_000;
const rounds = 7;
const dayMs = daySeconds * 1_000;

/** Sends so many batches, signing a few hundred at a time: a million signed records would fill the memory. */
async function fill(
  consortium: BenchConsortium,
  facts: Iterator<IssuedRecords>,
  batches: number,
  onProgress: (done: number) => void,
): Promise<void> {
  for (let done = 0; done < batches;) {
    const step = Math.min(200, batches - done);
    await submitAll(consortium.gateway, 8, await consortium.signer.signAhead(facts, step));
    done += step;
    onProgress(done);
  }
}

/** Median seconds of the seller's page, one at a time. */
async function secondsOfPage(url: string, seller: string): Promise<number> {
  let n = 0;
  const page = requestBytes(url, 'GET', `/sellers/${seller}`);
  const next = (): Buffer | undefined => ((n += 1) > requests / 4 ? undefined : page);
  const { latenciesMs, unwanted } = await sendAll(url, 1, next, 200);
  if (unwanted > 0) throw new Error(`${unwanted} pages were not given`);
  return median(latenciesMs) / 1000;
}

/** Median seconds of a score of one seller, computed anew for each request, one at a time. */
async function secondsOfScore(url: string, seller: string, firstDay: number): Promise<number> {
  let n = 0;
  const next = (): Buffer | undefined => {
    if (n === requests) return undefined;
    const asOf = new Date(Date.now() + (firstDay + (n += 1)) * dayMs).toISOString().slice(0, 10);
    return requestBytes(url, 'GET', `/v1/sellers/${seller}/score?asof=${asOf}`);
  };
  const { latenciesMs, unwanted } = await sendAll(url, 1, next, 200);
  if (unwanted > 0) throw new Error(`${unwanted} scores were not given`);
  return median(latenciesMs) / 1000;
}

export const large: Measurement = {
  name: 'large',
  about: `the score of a seller with ${rate(records)} records against that of one with 100, and memory by then`,
  always: false,
  async run(say) {
    const consortium = await BenchConsortium.start();
    try {
      const { gateway } = consortium;
      await fill(consortium, batchesOfFacts([smallSeller], 25, 17), 4, () => undefined);
      // Its history is as long as the largest seller's, and so is its page. 100 records are too few for a score.
      await fill(consortium, batchesOfFacts([middleSeller], recordsPerBatch, 18), 20, () => undefined);
      await fill(
        consortium,
        batchesOfFacts([largeSeller], recordsPerBatch, 19),
        records / recordsPerBatch,
        (done) => say(`${rate(done * recordsPerBatch)} of ${rate(records)} records`),
      );
      const ratios: number[] = [];
      const seconds: number[] = [];
      const pages: number[] = [];
      const alike: number[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const small = await secondsOfScore(gateway.url, smallSeller, round * requests);
        const big = await secondsOfScore(gateway.url, largeSeller, round * requests);
        // The first page after the scores takes longer, for their garbage is collected then. So each is first in turn.
        const turn = [smallSeller, middleSeller, largeSeller].map(
          (_, i, all) => all[(i + round) % all.length] as string,
        );
        const took = new Map<string, number>();
        for (const seller of turn) took.set(seller, await secondsOfPage(gateway.url, seller));
        const [smallest = 0, middle = 0, page = 0] = [smallSeller, middleSeller, largeSeller].map((one) =>
          took.get(one),
        );
        if (round === 0) continue;
        pages.push(page / smallest);
        alike.push(page / middle);
        ratios.push(big / small);
        seconds.push(big);
      }
      const { residentBytes, peakBytes } = await gateway.usage();
      await gateway.stop();
      const opening = await secondsToOpen(consortium.dataDir);
      const stored = await bytesBelow(consortium.dataDir);
      const empty = await BenchConsortium.start();
      await empty.gateway.stop();
      const openingEmpty = await secondsToOpen(empty.dataDir).finally(() => empty.stop());
      return [
        {
          what: 'time of a score of 1,000,000 records, against one of 100',
          value: ratio(median(ratios)),
          aim: 'at most 1.20',
          limit: `the periods a seller has facts in: at most 15; the larger took ${rate(median(seconds) * 1_000_000)} µs`,
        },
        {
          what: "time of a seller's page with 1,000,000 records, against one with 100",
          value: ratio(median(pages)),
          aim: 'at most 1.50',
          limit:
            'what there is to show: the smaller has no score, and fewer periods; its page is 40 % shorter',
        },
        {
          what: "time of a seller's page with 1,000,000 records, against one with 10,000",
          value: ratio(median(alike)),
          aim: 'at most 1.20',
          limit: 'the periods shown: at most 15',
        },
        {
          what: 'memory of the gateway at 1,000,000 records',
          value: mebibytes(residentBytes),
          limit: `documents kept parsed, and two stores' caches; the most it ever held was ${mebibytes(peakBytes)}`,
        },
        {
          what: 'time until a gateway with 1,000,000 records answers, against one with none',
          value: ratio(opening / openingEmpty),
          limit: `checking ${mebibytes(stored)} of stores from end to end; the larger took ${opening.toFixed(1)} s`,
        },
      ];
    } finally {
      await consortium.stop();
    }
  },
};
