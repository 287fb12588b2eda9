import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import { fulfilment, order } from '../../domain/fold/story.js';
import { Chain, batchWrite, newSigner } from './chain.js';

/** Blocks as no honest chaincode writes them: what a projector must see through by itself. */
describe('the projector, given what no chaincode has checked,', () => {
  const platform = newSigner('shop', ['platform']);
  const carrier = newSigner('ship', ['carrier']);
  const stranger = newSigner('shop', ['platform']);
  let directory: string;
  let store: ProjectionStore;
  let chain: Chain;
  let projector: Projector | undefined;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'smuggled-'));
    store = await ProjectionStore.open(directory);
    chain = await Chain.found([platform, carrier]);
  });
  afterEach(async () => {
    await projector?.stop();
    await store.close();
    await rm(directory, { recursive: true });
  });

  const follow = async (ledger = chain.ledgerId): Promise<ProjectionQueries> => {
    projector = new Projector(chain, store, nodeCrypto, ledger);
    await projector.start();
    const queries = new ProjectionQueries(projector);
    await queries.folded((await chain.height()) - 1, AbortSignal.timeout(10_000));
    return queries;
  };
  const counted = (queries: ProjectionQueries): number =>
    queries.aggregate('shop.a')?.public.records.count ?? 0;

  it('folds no batch under another key than its own', async () => {
    const { bytes } = await chain.compose(platform, [order(1)]);
    const { id } = await chain.compose(platform, [order(2)]);
    chain.commit([batchWrite(id, bytes)], [batchWrite('', bytes)], [batchWrite('../x', bytes)]);
    expect(counted(await follow())).to.equal(0);
  });

  it('folds a batch once, however often and under whatever signature it is written', async () => {
    const { id, bytes } = await chain.compose(platform, [order(1)]);
    chain.commit([batchWrite(id, bytes)], [batchWrite(id, bytes)]);
    chain.commit([batchWrite(id, bytes)]);
    expect(counted(await follow())).to.equal(1);
  });

  it('folds no second batch under a used jti', async () => {
    const first = await chain.compose(platform, [order(1)]);
    const again = await chain.compose(platform, [order(2)], 'batch-1');
    chain.commit([batchWrite(first.id, first.bytes)]);
    chain.commit([batchWrite(again.id, again.bytes)]);
    const queries = await follow();
    expect(counted(queries)).to.equal(1);
    expect(queries.record(`${again.id}.0`)).to.equal(undefined);
  });

  for (const key of [
    ...['kid/AAAA', 'participant/mole', 'participant/shop', 'policy/score/2', 'consortium', 'epoch'],
    ...['proposal/x', 'approval/x/y', 'trust-list/2', 'newest-trust-list', 'genesis', 'jti/shop/batch-1'],
    ...['consortium-approval/x/org', 'seal/1', 'seller/shop.a', 'unknown', '', 'cosign/01/org', 'batch'],
  ]) {
    it(`stops at ${key || 'an empty key'} in a block that nobody signed anything for, and says where`, async () => {
      const { id, bytes } = await chain.compose(platform, [order(1)]);
      const at = chain.commit([], [{ key, value: new TextEncoder().encode('{"participant":"ship"}') }]);
      chain.commit([batchWrite(id, bytes)]);
      expect(await follow().catch((error: unknown) => error)).to.be.an('error');
      const status = projector?.status();
      expect(status).to.include({ state: 'failed', height: at });
      expect(status?.detail).to.include(`Block ${at}, transaction 1, ${key} does not follow`);
      expect(projector?.failure).to.include({ code: 'does_not_follow', block: at, tx: 1, key });
    });
  }

  it('takes the jti of a batch beside it, and no other', async () => {
    const { id, bytes } = await chain.compose(platform, [order(1)], 'mine');
    const value = new TextEncoder().encode(id);
    chain.commit([{ key: 'jti/shop/mine', value }, batchWrite(id, bytes)]);
    expect(counted(await follow())).to.equal(1);
    const second = await chain.compose(platform, [order(2)], 'next');
    const taken = { key: 'jti/ship/next', value: new TextEncoder().encode(second.id) };
    chain.commit([batchWrite(second.id, second.bytes), taken]);
    await projector?.folded(chain.blocksSoFar.length - 1, AbortSignal.timeout(10_000)).catch(() => undefined);
    expect(projector?.failure).to.include({ code: 'does_not_follow', key: 'jti/ship/next' });
  });

  it('folds nothing that is signed with a key which is not the participant’s', async () => {
    const { id, bytes } = await chain.compose(stranger, [order(1)]);
    chain.commit([batchWrite(id, bytes)]);
    expect(counted(await follow())).to.equal(0);
  });

  it('folds no batch of a participant that is not registered yet', async () => {
    const late = newSigner('late', ['carrier']);
    const { id, bytes } = await chain.compose(late, [fulfilment(1, 'delivered', 5)]);
    chain.commit([batchWrite(id, bytes)]);
    await chain.decide({ type: 'participant.register', participant: late.participant });
    expect(counted(await follow())).to.equal(0);
  });

  it('does not follow a ledger on which another consortium document was put in force', async () => {
    await chain.state(platform, order(1));
    const failure = await follow('b'.repeat(64)).catch((error: unknown) => error);
    expect(failure).to.be.an('error');
    expect(projector?.status()).to.include({ state: 'failed', height: 0 });
    expect(projector?.failure).to.include({ code: 'does_not_follow', key: 'genesis' });
  });
});
