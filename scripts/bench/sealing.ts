import { updateMap } from '../../chaincode/domain/fold/map.js';
import { MemoryState } from '../../chaincode/domain/fold/memory-state.js';
import { keys, save, type FoldState } from '../../chaincode/domain/fold/state.js';
import { touching } from '../../chaincode/domain/fold/touched.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { median, micros, rate, ratio, type Measurement } from './measurement.js';

const KNOWN = [1_000, 100_000, 1_000_000] as const;
const TOUCHED = 100;
const ROUNDS = 6;
const { sha256 } = nodeCrypto;

/** Seconds per touched key of bringing a map of so many keys up to date. */
function secondsPerKey(known: number): number {
  const state: FoldState = new MemoryState();
  const writes = touching(state);
  const put = (n: number, value: number): void => writes.put(`participant/known-${n}`, { value });
  let epoch = 1;
  for (let n = 0; n < known; n += 1) put(n, 0);
  updateMap(state, sha256, epoch);
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    save(state, keys.agreed, epoch);
    epoch += 1;
    // A factor prime to every size: each round touches keys all over the map.
    for (let i = 0; i < TOUCHED; i += 1) put((i * 7_919 + round) % known, epoch);
    const started = performance.now();
    updateMap(state, sha256, epoch);
    if (round > 0) times.push((performance.now() - started) / 1000 / TOUCHED);
  }
  return median(times);
}

export const sealing: Measurement = {
  name: 'sealing',
  about: `the map of an epoch that touched ${rate(TOUCHED)} sellers, by how many are known`,
  always: false,
  run(say) {
    const [small = 0, ...larger] = KNOWN.map((known) => {
      const seconds = secondsPerKey(known);
      say(`${rate(known)} known: ${micros(seconds)} µs a touched one`);
      return seconds;
    });
    return Promise.resolve(
      larger.map((seconds, i) => {
        const known = KNOWN[i + 1] ?? 0;
        return {
          what: `sealing a touched seller of ${rate(known)}, against one of ${rate(KNOWN[0])}`,
          value: ratio(seconds / small),
          aim: `at most ${ratio(Math.log(known) / Math.log(KNOWN[0]))}, the logarithms' ratio`,
          limit: `hashes from the leaf to the root, and their documents: ${micros(seconds)} µs, in memory`,
        };
      }),
    );
  },
};
