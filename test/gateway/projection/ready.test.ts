import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { LedgerError, type LedgerPort } from '../../../gateway/ledger/port.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import { order } from '../../domain/fold/story.js';
import { Chain, newSigner } from './chain.js';

describe('whether a projection may be relied on', () => {
  const platform = newSigner('shop', ['platform']);
  let directory: string;
  let chain: Chain;
  let store: ProjectionStore;
  let projector: Projector | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'projection-'));
    chain = await Chain.found([platform]);
    await chain.state(platform, order(1));
    await chain.state(platform, order(2));
    store = await ProjectionStore.open(join(directory, 'live'));
  });
  afterEach(async () => {
    await projector?.stop();
    await store.close();
    await rm(directory, { recursive: true });
  });

  const start = async (ledger: Pick<LedgerPort, 'blocks' | 'height'>): Promise<Projector> => {
    projector = new Projector(ledger, store, nodeCrypto);
    await projector.start();
    return projector;
  };
  const signal = (): AbortSignal => AbortSignal.timeout(10_000);

  it('is said only once all is folded that the ledger had when it was first asked', async () => {
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const following = await start({
      height: () => chain.height(),
      async *blocks(from, ended) {
        for await (const block of chain.blocks(from, ended)) {
          if (block.number === 1) await released;
          yield block;
        }
      },
    });
    await following.folded(0, signal());
    expect(following.unready()).to.equal('1 of 3 blocks are folded.');
    const ready = following.ready(signal());
    release();
    await ready;
    expect(following.unready()).to.equal(undefined);
    await chain.state(platform, order(3));
    expect(following.unready(), 'a new block is no reason').to.equal(undefined);
  });

  it('stays so while the ledger cannot be reached, but is not said before it ever was', async () => {
    const lost = new LedgerError('unavailable', 'no peer');
    let reachable = false;
    const following = await start({
      height: () => (reachable ? chain.height() : Promise.reject(lost)),
      async *blocks(from, ended) {
        for await (const block of chain.blocks(from, ended)) {
          yield block;
          if (block.number < 2) continue;
          reachable = false;
          throw lost;
        }
      },
    });
    const waits = async (): Promise<void> => {
      while (!following.status().detail.includes('waiting for the ledger')) await pause(5);
    };
    await waits();
    expect(following.unready()).to.match(/has not been read yet: waiting for the ledger/);
    reachable = true;
    await following.ready(signal());
    await waits();
    expect(following.unready()).to.equal(undefined);
  });

  it('is told to whoever waits for it, also that it will never be', async () => {
    const following = await start({
      height: () => chain.height(),
      async *blocks(_from, ended) {
        for await (const block of chain.blocks(1, ended)) yield block;
      },
    });
    const failure: unknown = await following.ready(signal()).catch((error: unknown) => error);
    expect(String(failure)).to.include('projection failed');
    expect(following.unready()).to.match(/The projection is failed: .*left out a block/);
  });

  it('is told to whoever waits when it is stopped while all is folded anew', async () => {
    const following = await start({
      height: () => chain.height(),
      async *blocks(from, ended) {
        for await (const block of chain.blocks(from, ended)) if (block.number < 2) yield block;
      },
    });
    await following.folded(1, signal());
    following.foldAnew('a test');
    const ready = following.ready(new AbortController().signal).catch((error: unknown) => error);
    await following.stop();
    expect(String(await ready)).to.include('projection stopped');
    expect(following.unready()).to.match(/^The projection is stopped/);
  });

  it('is not said again before what is damaged was thrown away', async () => {
    const states: string[] = [];
    let answer = (): void => undefined;
    let asks = 0;
    const lost = new LedgerError('unavailable', 'no peer');
    const following = await start({
      async height() {
        asks += 1;
        if (asks === 2) await new Promise<void>((resolve) => (answer = resolve));
        return chain.height();
      },
      async *blocks(from, ended) {
        for await (const block of chain.blocks(from, ended)) {
          yield block;
          if (block.number === 2 && asks === 1) throw lost;
        }
      },
    });
    await following.folded(2, signal());
    while (asks < 2) await pause(5);
    following.foldAnew('a test');
    const clear = store.clear.bind(store);
    store.clear = () => {
      states.push(following.status().state);
      return clear();
    };
    answer();
    await following.ready(signal());
    expect(states).to.deep.equal(['refolding']);
  });

  it('is mended by folding anew where governance does not follow because what lies here is damaged', async () => {
    await (await start(chain)).folded(2, signal());
    await projector?.stop();
    const damaged = { ...(store.get('consortium') as { seq: number }), seq: 7 };
    projector?.view.fold((state) => state.put('consortium', damaged));
    await projector?.view.write(store.checkpoint()!);
    await chain.decide({ type: 'parameters.set', parameters: { demo: false } });
    const reasons: string[] = [];
    projector = new Projector(chain, store, nodeCrypto, chain.ledgerId, undefined, 'stop');
    projector.onFoldingAnew = (reason) => reasons.push(reason);
    await projector.start();
    await projector.folded(3, signal());
    expect(reasons).to.have.length(1);
    expect(reasons[0]).to.match(
      /^Block 3, transaction 0, approval\/.* does not follow: base is not current$/,
    );
    await projector.ready(signal());
    expect(projector.view.get('consortium')).to.deep.equal(chain.consortium);
  });

  it('is not where the ledger itself does not follow: it stops there, and says so', async () => {
    const at = chain.commit([{ key: 'participant/mole', value: new TextEncoder().encode('{}') }]);
    projector = new Projector(chain, store, nodeCrypto, chain.ledgerId, undefined, 'stop');
    await projector.start();
    expect(await projector.folded(at, signal()).catch((error: unknown) => error)).to.be.an('error');
    expect(projector.status()).to.include({ state: 'failed', code: 'does_not_follow', height: at });
    expect(projector.unready()).to.include(`Block ${at}, transaction 0, participant/mole does not follow`);
  });
});
