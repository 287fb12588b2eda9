import { foldRevision } from '../../../chaincode/domain/fold/revision.js';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { Layer } from '../../../gateway/projection/layer.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { rebuild } from '../../../gateway/projection/rebuild.js';
import { editRaw, flipStored } from '../../support/raw-level.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import { LedgerError, type LedgerPort } from '../../../gateway/ledger/port.js';
import { failureOf } from '../../support/failure.js';
import { fulfilment, order, trace } from '../../domain/fold/story.js';
import { Chain, batchWrite, newSigner } from './chain.js';

describe('the projector', () => {
  const platform = newSigner('shop', ['platform']);
  const carrier = newSigner('ship', ['carrier']);
  let signal: AbortSignal;
  beforeEach(() => (signal = AbortSignal.timeout(20_000)));
  let directory: string;
  let chain: Chain;
  let open: { projector: Projector; store: ProjectionStore; queries: ProjectionQueries } | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'projection-'));
    chain = await Chain.found([platform, carrier]);
  });

  afterEach(async () => {
    await close();
    await rm(directory, { recursive: true });
  });

  const start = async (): Promise<ProjectionQueries> => {
    const store = await ProjectionStore.open(join(directory, 'live'));
    const projector = new Projector(chain, store, nodeCrypto);
    await projector.start();
    open = { projector, store, queries: new ProjectionQueries(projector) };
    return open.queries;
  };

  const close = async (): Promise<void> => {
    await open?.projector.stop();
    await open?.store.close();
    open = undefined;
  };

  const caughtUp = async (queries: ProjectionQueries): Promise<void> =>
    queries.folded((await chain.height()) - 1, signal);

  it('folds what is committed before and after it starts', async () => {
    await chain.state(platform, order(1), fulfilment(1, 'dispatched', 1));
    const queries = await start();
    await chain.state(carrier, fulfilment(1, 'delivered', 5));
    await caughtUp(queries);
    expect(queries.aggregate('shop.a')?.public.records.count).to.equal(3);
    expect(queries.aggregate('shop.a')?.public.periods.recent[0]?.counters).to.include({ onTime: 1 });
    expect(queries.status()).to.include({ height: 3, state: 'running', sellers: 1, records: 3 });
  });

  it('goes on from its checkpoint after a restart, to the same state as one that folded all anew', async () => {
    await chain.state(platform, order(1));
    await caughtUp(await start());
    await close();
    await chain.state(carrier, fulfilment(1, 'delivered', 15));
    await caughtUp(await start());
    await open?.projector.stop();
    const proof = await rebuild(chain, open!.store, join(directory, 'fresh'), nodeCrypto, signal);
    expect(proof).to.include({ height: 3, same: true });
  });

  it('folds all anew once a read finds the stored state damaged, and gives no answer from it meanwhile', async () => {
    await chain.state(platform, order(1), fulfilment(1, 'dispatched', 1));
    await caughtUp(await start());
    await close();
    const listed = (await editRaw(join(directory, 'live'), (db) => db.keys().all())).find((key) =>
      key.startsWith('s/seller/'),
    );
    await flipStored(join(directory, 'live'), listed!);
    const queries = await start();
    const reasons: string[] = [];
    open!.projector.onFoldingAnew = (reason) => reasons.push(reason);
    await caughtUp(queries);
    expect(() => queries.aggregate('shop.a')).to.throw(/is not the one that was written/);
    expect(queries.status()).to.include({ state: 'refolding' });
    // What is committed meanwhile is folded, too.
    await chain.state(carrier, fulfilment(1, 'delivered', 5));
    await caughtUp(queries);
    expect(queries.status()).to.include({ height: 3, state: 'running', records: 3 });
    expect(queries.aggregate('shop.a')?.public.records.count).to.equal(3);
    expect(reasons.length).to.equal(1);
    await open?.projector.stop();
    expect(await rebuild(chain, open!.store, join(directory, 'fresh'), nodeCrypto, signal)).to.include({
      same: true,
    });
  });

  it('stops, and says why, where the damaged store cannot be emptied', async () => {
    await chain.state(platform, order(1));
    const queries = await start();
    await caughtUp(queries);
    open!.store.clear = () => Promise.reject(new Error('no space is left'));
    open!.projector.foldAnew('a test');
    await failureOf(queries.folded(1_000, signal));
    expect(queries.status()).to.include({ state: 'failed', detail: 'no space is left' });
  });

  it('folds all anew where the checkpoint itself is damaged', async () => {
    await chain.state(platform, order(1));
    await caughtUp(await start());
    await close();
    await flipStored(join(directory, 'live'), 'checkpoint');
    const queries = await start();
    await caughtUp(queries);
    expect(queries.status()).to.include({ height: 2, state: 'running', records: 1 });
  });

  describe('folded anew to compare', () => {
    const compare = async (ledger: Pick<LedgerPort, 'blocks' | 'height'>): Promise<unknown> => {
      await chain.state(platform, order(1));
      await caughtUp(await start());
      await open?.projector.stop();
      return failureOf(rebuild(ledger, open!.store, join(directory, 'fresh'), nodeCrypto, signal));
    };

    it('says how much is missing of a ledger that is shorter than what was folded', async () => {
      const failure = await compare(await Chain.found([platform, carrier]));
      expect(failure).to.include({ code: 'ledger_too_short' });
      expect(String(failure)).to.include('has 1 blocks, but 2 were folded');
    });

    it('ends with the reason where the ledger cannot be read, and does not ask it for ever', async () => {
      const damaged = new LedgerError('unavailable', 'block 1 is missing');
      const failure = await compare({
        height: () => chain.height(),
        async *blocks(_from, ended) {
          for await (const block of chain.blocks(0, ended)) {
            if (block.number === 1) throw damaged;
            yield block;
          }
        },
      });
      expect(failure).to.equal(damaged);
    });

    it('ends with the reason where a block cannot be folded', async () => {
      const failure = await compare({
        height: () => chain.height(),
        async *blocks(_from, ended) {
          for await (const block of chain.blocks(1, ended)) yield block;
        },
      });
      expect(String(failure)).to.include('left out a block');
    });
  });

  it('keeps a batch that fails the check as evidence and folds nothing of it', async () => {
    const { id, bytes } = await chain.compose(platform, [order(1)]);
    bytes[bytes.length - 20]! ^= 1;
    chain.commit([batchWrite(id, bytes)]);
    const queries = await start();
    await caughtUp(queries);
    expect(queries.aggregate('shop.a')).to.equal(undefined);
    expect(queries.batch(id)).to.equal(undefined);
    expect(open?.projector.view.text(id)).to.deep.equal(bytes);
    expect(open?.projector.view.get(`batch/${id}`)).to.have.property('refused');
  });

  it('does not fold a fact its issuer may not state', async () => {
    await chain.state(platform, { ...order(1), seller: 'bazaar.b' });
    const queries = await start();
    await caughtUp(queries);
    expect(queries.aggregate('bazaar.b')).to.equal(undefined);
  });

  it('stops where the ledger activates rules it does not know, and says so', async () => {
    await chain.state(platform, order(1));
    chain.seal(2);
    await chain.decide({ type: 'fold.activate', fold: { version: newestFold + 1, fromEpoch: 3 } });
    chain.seal();
    const activation = chain.blocksSoFar.length - 1;
    await chain.state(platform, order(2));
    const queries = await start();
    await queries.folded(activation, signal);
    const failure = await queries.folded(activation + 1, signal).catch((error: unknown) => error);
    expect(failure).to.be.an('error');
    expect(queries.status()).to.include({ height: activation + 1, state: 'upgrade_required' });
    expect(queries.aggregate('shop.a')?.public.records.count).to.equal(1);
  });

  describe('over the activation of a fold version', () => {
    const authority = { platform: ['order'], carrier: ['trace'] };
    const activate = { type: 'fold.activate', fold: { version: 2, fromEpoch: 3 } } as const;
    beforeEach(async () => {
      chain = await Chain.found([platform, carrier], { authority, fold: { version: 1, fromEpoch: 0 } });
    });

    it('keeps a record of a later kind out before it, and takes it after', async () => {
      await chain.state(platform, order(1));
      const early = await chain.state(carrier, trace(1, 'departed', 1));
      await chain.decide(activate);
      chain.seal(2);
      const pending = await chain.state(carrier, trace(1, 'departed', 1));
      chain.seal();
      const taken = await chain.state(carrier, trace(1, 'departed', 1));
      const queries = await start();
      await caughtUp(queries);
      expect([early, pending].map((id) => queries.record(`${id}.0`))).to.deep.equal([undefined, undefined]);
      expect(queries.record(`${taken}.0`)?.standing).to.deep.equal({ state: 'counted' });
      expect(queries.foldVersion()).to.equal(2);
    });

    it('goes on from where a program that lacked the version stopped', async () => {
      await chain.state(platform, order(1));
      const half = await chain.height();
      await caughtUp(await start());
      await close();
      const stored = await ProjectionStore.open(join(directory, 'live'));
      expect(stored.checkpoint()).to.include({ height: half, foldVersion: 1 });
      await stored.close();
      await chain.decide(activate);
      chain.seal(3);
      await chain.state(carrier, trace(1, 'departed', 1));
      const queries = await start();
      // Not folded anew: the state of the earlier version stands at once.
      expect(queries.status().height).to.equal(half);
      await caughtUp(queries);
      await close();
      const live = await ProjectionStore.open(join(directory, 'live'));
      const proof = await rebuild(chain, live, join(directory, 'fresh'), nodeCrypto, signal);
      await live.close();
      expect(proof).to.include({ height: await chain.height(), same: true });
    });
  });

  it('folds all anew where other code of the same fold version wrote the store', async () => {
    await chain.state(platform, order(1));
    const height = await chain.height();
    await caughtUp(await start());
    await close();
    const earlier = await ProjectionStore.open(join(directory, 'live'));
    const layer = new Layer();
    layer.values.set('order/left-by-earlier-code', {});
    await earlier.write(layer, { ...earlier.checkpoint()!, foldRevision: foldRevision - 1 });
    await earlier.close();
    await caughtUp(await start());
    await close();
    const live = await ProjectionStore.open(join(directory, 'live'));
    const proof = await rebuild(chain, live, join(directory, 'fresh'), nodeCrypto, signal);
    await live.close();
    expect(proof).to.include({ height, same: true });
  });

  it('refuses to go on over another ledger than it folded', async () => {
    await chain.state(platform, order(1));
    await caughtUp(await start());
    await close();
    const last = chain.blocksSoFar.length - 1;
    chain.blocksSoFar[last] = { ...chain.blocksSoFar[last]!, hash: new Uint8Array(32) };
    const queries = await start();
    const failure = await queries.folded(last + 1, signal).catch((error: unknown) => error);
    expect(failure).to.be.an('error');
    expect(queries.status().state).to.equal('failed');
  });

  it('pages through the records of a seller in the order of the ledger', async () => {
    await chain.state(platform, order(1), order(2), fulfilment(1, 'dispatched', 1));
    await chain.state(carrier, fulfilment(1, 'delivered', 5));
    await chain.state(platform, order(3));
    const queries = await start();
    await caughtUp(queries);
    const read = (kind: 'order' | undefined, limit: number): string[] => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page = queries.records('shop.a', kind, cursor ?? undefined, limit);
        expect(page.items.length).to.be.at.most(limit);
        seen.push(
          ...page.items.map((item) => `${item.position.block}.${item.position.line} ${item.record.kind}`),
        );
        cursor = page.next;
      } while (cursor !== null);
      return seen;
    };
    const all = ['1.0 order', '1.1 order', '1.2 fulfilment', '2.0 fulfilment', '3.0 order'];
    for (const limit of [1, 2, 3, 10]) expect(read(undefined, limit)).to.deep.equal(all);
    expect(read('order', 2)).to.deep.equal(['1.0 order', '1.1 order', '3.0 order']);
  });
});
