import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { updateMap } from '../../chaincode/domain/fold/map.js';
import { MemoryState } from '../../chaincode/domain/fold/memory-state.js';
import { type FoldState, keys, save } from '../../chaincode/domain/fold/state.js';
import { touching } from '../../chaincode/domain/fold/touched.js';
import { foldRevision } from '../../chaincode/domain/fold/revision.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { Layer } from '../../gateway/projection/layer.js';
import { ProjectionStore } from '../../gateway/projection/store.js';
import { View } from '../../gateway/projection/view.js';
import { median, micros, rate, ratio, type Figure, type Measurement } from './measurement.js';

const knownSellers = [1_000, 100_000, 1_000_000] as const;
const roundCount = 1_000;
/** Documents laid on disk in one write, before the clock starts. */
const documentsPerWrite = 20_000;
const { sha256 } = nodeCrypto;
const checkpoint = { height: 1, hash: '', foldVersion: 1, foldRevision, time: 0 };

/** What it costs to bring a map of so many keys up to date where one key was touched. */
interface Cost {
  readonly known: number;
  readonly documents: number;
  /** With every document in memory. */
  readonly inMemorySeconds: number;
  /** With the documents in the projection's store, and with writing those that change. */
  readonly onDiskSeconds: number;
}

class CountingState extends MemoryState {
  written = 0;

  override put(...given: Parameters<MemoryState['put']>): void {
    this.written += 1;
    super.put(...given);
  }
}

const put = (state: FoldState, n: number, value: number): void =>
  touching(state).put(`participant/known-${n}`, { value });

/** Medians of what the later half of the rounds gives. */
async function medians(
  round: (epoch: number) => Promise<readonly number[]>,
  first: number,
): Promise<number[]> {
  const rounds: (readonly number[])[] = [];
  for (let i = 0; i < roundCount; i += 1) rounds.push(await round(first + i));
  const counted = rounds.slice(roundCount / 2);
  return (counted[0] ?? []).map((_, place) => median(counted.map((values) => values[place] ?? 0)));
}

/** Touches one key. Several would share hashes near the root, most of all in a small map. */
function touchOne(state: FoldState, known: number, epoch: number): void {
  save(state, keys.agreed, epoch - 1);
  // The factor is prime to every size, so each round touches another place of the map.
  put(state, (epoch * 7_919) % known, epoch);
}

/** Seconds that it takes to bring the map up to date. */
function secondsOf(state: FoldState, epoch: number): number {
  const started = performance.now();
  updateMap(state, sha256, epoch);
  return (performance.now() - started) / 1000;
}

async function costOf(known: number): Promise<Cost> {
  const state = new CountingState();
  for (let n = 0; n < known; n += 1) put(state, n, 0);
  updateMap(state, sha256, 1);
  const [inMemorySeconds = 0, documents = 0] = await medians((epoch) => {
    touchOne(state, known, epoch);
    const before = state.written;
    return Promise.resolve([secondsOf(state, epoch), state.written - before]);
  }, 2);
  const directory = await mkdtemp(join(tmpdir(), 'stl-bench-'));
  const store = await ProjectionStore.open(directory);
  try {
    await fill(store, state);
    const view = new View(store);
    const [onDiskSeconds = 0] = await medians(async (epoch) => {
      let seconds = 0;
      view.fold((folded) => {
        touchOne(folded, known, epoch);
        seconds = secondsOf(folded, epoch);
      });
      const started = performance.now();
      await view.write(checkpoint);
      return [seconds + (performance.now() - started) / 1000];
    }, roundCount + 2);
    return { known, documents, inMemorySeconds, onDiskSeconds };
  } finally {
    await store.close();
    await rm(directory, { recursive: true, force: true });
  }
}

async function fill(store: ProjectionStore, state: MemoryState): Promise<void> {
  const entries = state.entries();
  for (let from = 0; from < entries.length; from += documentsPerWrite) {
    const layer = new Layer();
    for (const [key, value] of entries.slice(from, from + documentsPerWrite)) layer.values.set(key, value);
    await store.write(layer, checkpoint);
  }
}

export const sealing: Measurement = {
  name: 'sealing',
  about: 'the map of an epoch that touched one seller, by how many are known',
  always: false,
  async run(say) {
    const costs: Cost[] = [];
    for (const known of knownSellers) {
      const cost = await costOf(known);
      const times = `${micros(cost.inMemorySeconds)} µs in memory, ${micros(cost.onDiskSeconds)} µs on disk`;
      say(`${rate(known)} known: ${times}, ${cost.documents} documents`);
      costs.push(cost);
    }
    const [small, ...larger] = costs;
    if (small === undefined) throw new Error('no size was measured');
    return larger.flatMap((large) => compared(large, small));
  },
};

function compared(large: Cost, small: Cost): Figure[] {
  const name = `sealing a touched seller of ${rate(large.known)}, against one of ${rate(small.known)}`;
  const aim = `at most ${ratio(Math.log(large.known) / Math.log(small.known))}, the logarithms' ratio`;
  return [
    {
      what: `${name}: documents written`,
      value: ratio(large.documents / small.documents),
      aim,
      limit: `one for each level of the map: ${large.documents}`,
    },
    {
      what: `${name}: time in memory`,
      value: ratio(large.inMemorySeconds / small.inMemorySeconds),
      aim,
      limit: `${micros(large.inMemorySeconds)} µs; a large map no longer lies in the processor's caches`,
    },
    {
      what: `${name}: time with the store on disk, and writing`,
      value: ratio(large.onDiskSeconds / small.onDiskSeconds),
      aim,
      limit: `${micros(large.onDiskSeconds)} µs: one look-up and one write for each level of the map`,
    },
  ];
}
