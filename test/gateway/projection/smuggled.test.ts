import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import { fulfilment, order } from '../../domain/fold/story.js';
import { Chain, batchWrite, ledgerId, newSigner } from './chain.js';

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
    chain = new Chain([platform, carrier]);
  });
  afterEach(async () => {
    await projector?.stop();
    await store.close();
    await rm(directory, { recursive: true });
  });

  const follow = async (ledger = ledgerId): Promise<ProjectionQueries> => {
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

  it('takes no jti, kid or approval entries from a block, only batches it has checked', async () => {
    const value = new TextEncoder().encode('{"participant":"ship","from":0}');
    const { id, bytes } = await chain.compose(platform, [order(1)]);
    const names = [`kid/${platform.kid}`, 'jti/shop/batch-1', 'approval/x/y', 'seller/shop.a', 'unknown'];
    chain.commit(names.map((key) => ({ key, value })));
    chain.commit([batchWrite(id, bytes)]);
    const queries = await follow();
    expect(counted(queries)).to.equal(1);
    expect(queries.participantByKey(platform.kid)?.id).to.equal('shop');
  });

  it('folds nothing that is signed with a key which is not the participant’s', async () => {
    const { id, bytes } = await chain.compose(stranger, [order(1)]);
    chain.commit([batchWrite(id, bytes)]);
    expect(counted(await follow())).to.equal(0);
  });

  it('folds no batch from before the consortium, and none of a participant not yet registered', async () => {
    const late = newSigner('late', ['carrier']);
    const { id, bytes } = await chain.compose(late, [fulfilment(1, 'delivered', 5)]);
    chain.commit([batchWrite(id, bytes)]);
    chain.governance({});
    expect(counted(await follow())).to.equal(0);
  });

  it('does not follow a ledger on which another consortium document was put in force', async () => {
    await chain.state(platform, order(1));
    const failure = await follow('b'.repeat(64)).catch((error: unknown) => error);
    expect(failure).to.be.an('error');
    expect(projector?.status()).to.include({ state: 'failed', height: 0 });
  });
});
