import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import fc from 'fast-check';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import type { KeyWrite } from '../../../gateway/ledger/port.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { rebuild } from '../../../gateway/projection/rebuild.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import { stories } from '../../domain/fold/random-story.js';
import { speakers, type Statement } from '../../domain/fold/story.js';
import { Chain, batchWrite, newSigner } from './chain.js';

const signers = Object.values(speakers).map(({ id, roles, ...own }) =>
  newSigner(id, [...roles], 'sellers' in own ? [...own.sellers] : undefined),
);

/** Commits a story, several batches a transaction and several transactions a block, as `sizes` say. */
async function commit(chain: Chain, story: readonly Statement[], sizes: readonly number[]): Promise<void> {
  const rest = [...story];
  for (let i = 0; rest.length > 0; i++) {
    const transactions: KeyWrite[][] = [];
    for (let tx = 0; tx < (sizes[i % sizes.length] as number); tx++) {
      const writes: KeyWrite[] = [];
      for (const { voice, record } of rest.splice(0, sizes[(i + tx) % sizes.length])) {
        const signer = signers.find(({ participant }) => participant.id === speakers[voice].id)!;
        const { id, bytes } = await chain.compose(signer, [record]);
        writes.push(batchWrite(id, bytes));
      }
      transactions.push(writes);
    }
    chain.commit(...transactions);
  }
}

describe('the projection', () => {
  it('ends in the same bytes after any restarts as when folded in one go', async () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 5 });
    const property = fc.asyncProperty(stories, sizes, fc.array(fc.nat(10)), async (story, cuts, stops) => {
      const chain = await Chain.found(signers);
      await commit(chain, story, cuts);
      const directory = await mkdtemp(join(tmpdir(), 'projection-'));
      const last = chain.blocksSoFar.length - 1;
      const heights = [...stops.map((stop) => Math.min(stop, last)), last];
      for (const height of heights) {
        const store = await ProjectionStore.open(join(directory, 'live'));
        const projector = new Projector(chain, store, nodeCrypto);
        await projector.start();
        await projector.folded(height, AbortSignal.timeout(10_000));
        await projector.stop();
        await store.close();
      }
      const live = await ProjectionStore.open(join(directory, 'live'));
      const fresh = join(directory, 'fresh');
      const proof = await rebuild(chain, live, fresh, nodeCrypto, AbortSignal.timeout(10_000));
      await live.close();
      await rm(directory, { recursive: true });
      expect(proof).to.include({ height: last + 1, same: true });
    });
    await fc.assert(property, { numRuns: 12 });
  });

  it('notices when its live state is not what the ledger gives', async () => {
    const chain = await Chain.found(signers);
    const directory = await mkdtemp(join(tmpdir(), 'projection-'));
    const live = await ProjectionStore.open(join(directory, 'live'));
    const projector = new Projector(chain, live, nodeCrypto);
    await projector.start();
    await projector.folded(0, AbortSignal.timeout(10_000));
    await projector.stop();
    projector.view.fold((state) => state.put('seller/shop.a', { forged: true }));
    await projector.view.write(live.checkpoint()!);
    const fresh = join(directory, 'fresh');
    const proof = await rebuild(chain, live, fresh, nodeCrypto, AbortSignal.timeout(10_000));
    await live.close();
    await rm(directory, { recursive: true });
    expect(proof.same).to.equal(false);
  });
});
