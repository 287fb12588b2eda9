import { createHash } from 'node:crypto';
import { daySeconds } from '../../chaincode/domain/time.js';
import { ServerProcess } from './child.js';
import { BenchConsortium } from './consortium.js';
import { batchesOfFacts, sellerIds } from './facts.js';
import { requestBytes, sendAll } from './load.js';
import { median, rate, ratio, type Measurement } from './measurement.js';
import { submitAll } from './submitting.js';

const connections = 16;
const requests = 20_000;
const rounds = 6;
const dayMs = daySeconds * 1_000;

/** Answers per second to the requests that `requestAt` gives. */
async function answersPerSecond(
  url: string,
  count: number,
  requestAt: (n: number) => Buffer,
): Promise<number> {
  let n = 0;
  const next = (): Buffer | undefined => (n < count ? requestAt(n++) : undefined);
  const { seconds, unwanted } = await sendAll(url, connections, next, 200);
  if (unwanted > 0) throw new Error(`${unwanted} scores were not given`);
  return count / seconds;
}

export const score: Measurement = {
  name: 'score',
  about: `scores over ${connections} connections, against a bare Fastify route that answers with as many bytes`,
  always: true,
  async run(say) {
    const consortium = await BenchConsortium.start();
    try {
      const { url } = consortium.gateway;
      const sellers = sellerIds(100);
      await submitAll(
        consortium.gateway,
        8,
        await consortium.signer.signAhead(batchesOfFacts(sellers, 500, 13), 20),
      );
      const pathOf = (seller: number): string => `/v1/sellers/${sellers[seller] as string}/score`;
      const bytes = (await (await fetch(url + pathOf(0))).arrayBuffer()).byteLength;
      const bare = await ServerProcess.start('serve-bare.js', { BENCH_ANSWER_BYTES: String(bytes) });
      try {
        const bareRequest = requestBytes(bare.url, 'GET', '/');
        const cached = sellers.map((_, i) => requestBytes(url, 'GET', pathOf(i)));
        const today = Date.now();
        let day = 1;
        // A GET with a digest is never answered from the cache: its answer's signature covers the digest, too.
        const digest = { 'content-digest': `sha-256=:${createHash('sha256').digest('base64')}:` };
        const signed = sellers.map((_, i) => requestBytes(url, 'GET', pathOf(i), digest));
        // Nobody has asked for this date before, so the answer cannot be an earlier one.
        const fresh = (n: number): Buffer => {
          const asOf = new Date(today + day * dayMs).toISOString().slice(0, 10);
          if (n % sellers.length === sellers.length - 1) day += 1;
          return requestBytes(url, 'GET', `${pathOf(n % sellers.length)}?asof=${asOf}`);
        };
        const kept: number[] = [];
        const made: number[] = [];
        const computed: number[] = [];
        const rates: number[] = [];
        for (let round = 0; round < rounds; round += 1) {
          const plain = await answersPerSecond(bare.url, requests, () => bareRequest);
          const keptRate = await answersPerSecond(url, requests, (n) => cached[n % cached.length] as Buffer);
          const madeRate = await answersPerSecond(
            url,
            requests / 2,
            (n) => signed[n % signed.length] as Buffer,
          );
          const computedRate = await answersPerSecond(url, requests / 4, fresh);
          say(
            `round ${round}: bare ${rate(plain)}/s, cached ${rate(keptRate)}/s, signed anew ${rate(madeRate)}/s, computed anew ${rate(computedRate)}/s`,
          );
          if (round === 0) continue;
          kept.push(keptRate / plain);
          made.push(madeRate / plain);
          computed.push(computedRate / plain);
          rates.push(plain);
        }
        return [
          {
            what: 'scores/s with a cached signature, against a bare route',
            value: ratio(median(kept)),
            aim: 'at least 0.80',
            limit: `the bare route gives ${rate(median(rates))} answers/s of ${bytes} bytes`,
          },
          {
            what: 'scores/s, each signed anew, against a bare route',
            value: ratio(median(made)),
            aim: 'at least 0.35',
            limit: 'one ES256 signature an answer',
          },
          {
            what: 'scores/s, each computed and signed anew, against a bare route',
            value: ratio(median(computed)),
            limit: 'the score: six components with exact bounds',
          },
        ];
      } finally {
        await bare.stop();
      }
    } finally {
      await consortium.stop();
    }
  },
};
