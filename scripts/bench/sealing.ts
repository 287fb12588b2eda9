import { updateMap } from '../../chaincode/domain/fold/map.js';
import { MemoryState } from '../../chaincode/domain/fold/memory-state.js';
import { keys, save } from '../../chaincode/domain/fold/state.js';
import { touching } from '../../chaincode/domain/fold/touched.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { median, micros, rate, ratio, type Measurement } from './measurement.js';

const KNOWN = [1_000, 100_000, 1_000_000] as const;
/** One: several would share their upper hashes, most of them where few sellers are known. */
const TOUCHED = 1;
const ROUNDS = 1_000;
const { sha256 } = nodeCrypto;

interface Cost {
  readonly seconds: number;
  readonly documents: number;
}

class CountingState extends MemoryState {
  written = 0;

  override put(...given: Parameters<MemoryState['put']>): void {
    this.written += 1;
    super.put(...given);
  }
}

/** What a touched key costs when a map of so many keys is brought up to date. */
function costOf(known: number): Cost {
  const state = new CountingState();
  const writes = touching(state);
  const put = (n: number, value: number): void => writes.put(`participant/known-${n}`, { value });
  let epoch = 1;
  for (let n = 0; n < known; n += 1) put(n, 0);
  updateMap(state, sha256, epoch);
  const times: number[] = [];
  const documents: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    save(state, keys.agreed, epoch);
    epoch += 1;
    // A factor prime to every size: each round touches keys all over the map.
    for (let i = 0; i < TOUCHED; i += 1) put(((i + round) * 7_919) % known, epoch);
    const before = state.written;
    const started = performance.now();
    updateMap(state, sha256, epoch);
    if (round < ROUNDS / 2) continue;
    times.push((performance.now() - started) / 1000 / TOUCHED);
    documents.push((state.written - before) / TOUCHED);
  }
  return { seconds: median(times), documents: median(documents) };
}

export const sealing: Measurement = {
  name: 'sealing',
  about: 'the map of an epoch that touched one seller, by how many are known',
  always: false,
  run(say) {
    const [small, ...larger] = KNOWN.map((known) => {
      const cost = costOf(known);
      say(`${rate(known)} known: ${micros(cost.seconds)} µs, ${cost.documents} documents a touched one`);
      return { known, ...cost };
    });
    if (small === undefined) throw new Error('no size was measured');
    return Promise.resolve(
      larger.flatMap(({ documents, known, seconds }) => {
        const name = `sealing a touched seller of ${rate(known)}, against one of ${rate(small.known)}`;
        const aim = `at most ${ratio(Math.log(known) / Math.log(small.known))}, the logarithms' ratio`;
        return [
          {
            what: `${name}: documents written`,
            value: ratio(documents / small.documents),
            aim,
            limit: `one for each level of the map: ${documents}`,
          },
          {
            what: `${name}: time`,
            value: ratio(seconds / small.seconds),
            aim,
            limit: `${micros(seconds)} µs in memory; a large map no longer lies in the processor's caches`,
          },
        ];
      }),
    );
  },
};
