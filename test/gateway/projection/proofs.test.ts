import { join } from 'node:path';
import { expect } from 'chai';
import { base64url, text, utf8 } from '../../../chaincode/domain/bytes.js';
import { canonicalBytes } from '../../../chaincode/domain/canonical.js';
import { composeStatement } from '../../../chaincode/domain/checkpoints/statement.js';
import { verifyAbsence, verifyPresence } from '../../../chaincode/domain/map/proof.js';
import { verifyConsistency } from '../../../chaincode/domain/merkle/consistency.js';
import { leafHash, merkleRoot, verifyInclusion } from '../../../chaincode/domain/merkle/tree.js';
import { parseTime } from '../../../chaincode/domain/time.js';
import { parseCheckpoint, type Checkpoint } from '../../../chaincode/domain/tlog/checkpoint.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { ProjectionProofs } from '../../../gateway/projection/proofs.js';
import type { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { rebuild } from '../../../gateway/projection/rebuild.js';
import { fulfilment, order } from '../../domain/fold/story.js';
import { newOrganisation, newStatementKeys, signBytes } from '../../support/consortium.js';
import { Chain, newSigner } from './chain.js';
import { Followed } from './followed.js';

const { sha256 } = nodeCrypto;
const sealTime = (n: number): string => `2025-01-01T00:00:0${n}Z`;

describe('the projection’s proofs', () => {
  const platform = newSigner('shop', ['platform']);
  const orgs = ['org', 'two', 'three'].map((id) => {
    const statement = newStatementKeys();
    return { keys: newOrganisation(id, `${id}MSP`, ['platform'], statement), statement };
  });
  const signed = (org: number, body: string, time = parseTime(sealTime(1)) as number): string => {
    const { keys, statement } = orgs[org]!;
    const parts = { ledger: chain.ledgerId, organisation: keys, body, time };
    return composeStatement(sha256, parts, (use, data) => signBytes(statement[use], data));
  };
  let followed: Followed;
  let chain: Chain;
  let proofs: ProjectionProofs;
  let queries: ProjectionQueries;

  beforeEach(async () => {
    chain = await Chain.found([platform], { organisations: orgs.map(({ keys }) => keys), k: 2 });
    followed = await Followed.start(chain);
    proofs = new ProjectionProofs(followed.projector.view, sha256);
    ({ queries } = followed);
  });
  afterEach(() => followed.remove());

  const seal = async (n: number): Promise<Checkpoint> => {
    chain.seal();
    await followed.caughtUp();
    return parseCheckpoint(proofs.epoch(n)!.own) as Checkpoint;
  };
  const say = (org: number, n: number, body = proofs.epoch(n)!.own, time = parseTime(sealTime(n))): void => {
    chain.commit([{ key: `cosign/${n}/${orgs[org]!.keys.id}`, value: utf8(signed(org, body, time)) }]);
  };
  const agree = async (n: number): Promise<void> => {
    say(0, n);
    say(2, n);
    await followed.caughtUp();
  };

  it('keeps a log of all that was decided and stated, whose root and paths hold', async () => {
    const batches = [
      await chain.state(platform, order(1)),
      await chain.state(platform, fulfilment(1, 'dispatched', 1)),
    ];
    const { size, root } = await seal(1);
    const leaves = proofs.entries(0, size);
    expect(size).to.equal(3);
    expect(JSON.parse(text(leaves[0]!))).to.have.property('consortium', chain.ledgerId);
    expect(
      merkleRoot(
        sha256,
        leaves.map((leaf) => leafHash(sha256, leaf)),
      ),
    ).to.deep.equal(root);
    for (const batch of batches) {
      const index = proofs.leafOfBatch(batch)!;
      expect(JSON.parse(text(leaves[index]!))).to.have.property('jws', queries.batch(batch)!.jws);
      const path = proofs.tree(size).inclusionPath(index);
      expect(
        verifyInclusion(sha256, { leafHash: leafHash(sha256, leaves[index]!), index, size, path, root }),
      ).to.equal(true);
    }
  });

  it('only ever appends: each Seal’s tree extends the one before, over more than one tile', async () => {
    for (let i = 0; i < 260; i++) await chain.state(platform, order(i));
    const first = await seal(1);
    await agree(1);
    await chain.state(platform, order(300));
    const second = await seal(2);
    expect(second.size).to.equal(first.size + 2);
    expect(text(proofs.entries(first.size, first.size + 1)[0]!)).to.equal(proofs.epoch(1)!.own);
    const path = proofs.tree(second.size).consistencyPath(first.size);
    expect(
      verifyConsistency(sha256, {
        oldSize: first.size,
        oldRoot: first.root,
        size: second.size,
        root: second.root,
        path,
      }),
    ).to.equal(true);
    expect(proofs.tile(0, 0)).to.have.length(256 * 32);
    expect(proofs.tile(1, 0)).to.have.length(32);
  });

  it('covers what stands before the Seal in its own block, and nothing after it', async () => {
    const [before, after] = [
      await chain.compose(platform, [order(1)]),
      await chain.compose(platform, [order(2)]),
    ];
    chain.commit([{ key: `batch/${before.id}`, value: before.bytes }], chain.nextSeal(), [
      { key: `batch/${after.id}`, value: after.bytes },
    ]);
    await followed.caughtUp();
    const { size } = parseCheckpoint(proofs.epoch(1)!.own) as Checkpoint;
    expect([size, proofs.leafOfBatch(before.id), proofs.leafOfBatch(after.id)]).to.deep.equal([2, 1, 2]);
    await agree(1);
    const value = JSON.parse(proofs.mapEntry('seller/shop.a').value!) as {
      public: { records: { count: number } };
    };
    expect(value.public.records.count).to.equal(1);
    expect(queries.aggregate('shop.a')!.public.records.count).to.equal(2);
  });

  it('proves a seller, a participant, the consortium, and that there is no other, under the agreed root', async () => {
    await chain.state(platform, order(1));
    const { map } = await seal(1);
    await agree(1);
    const aggregate = queries.aggregate('shop.a')!;
    const detail = base64url(sha256(canonicalBytes(aggregate.detail)));
    for (const [key, value] of [
      ['seller/shop.a', { detail, public: aggregate.public }],
      ['participant/shop', queries.participant('shop')],
      ['consortium', queries.consortium()],
    ] as const) {
      const entry = proofs.mapEntry(key);
      expect(JSON.parse(entry.value!)).to.deep.equal(value);
      expect(verifyPresence(sha256, map, key, value, entry.proof), key).to.equal(true);
    }
    const absent = proofs.mapEntry('seller/shop.b');
    expect(absent.value).to.equal(undefined);
    expect(verifyAbsence(sha256, map, 'seller/shop.b', absent.proof)).to.equal(true);
  });

  it('stays with the agreed epoch while a newer one is sealed but not agreed on', async () => {
    await chain.state(platform, order(1));
    const first = await seal(1);
    await agree(1);
    await chain.state(platform, order(2));
    await seal(2);
    const shown = (): unknown => {
      const entry = proofs.mapEntry('seller/shop.a');
      const { map } = parseCheckpoint(proofs.agreed()!.own) as Checkpoint;
      expect(verifyPresence(sha256, map, entry.key, JSON.parse(entry.value!), entry.proof)).to.equal(true);
      return [
        proofs.agreed()!.seal.n,
        (JSON.parse(entry.value!) as { public: { records: { count: number } } }).public.records.count,
      ];
    };
    expect(shown()).to.deep.equal([1, 1]);
    expect(first.epoch).to.equal(1);
    await agree(2);
    expect(shown()).to.deep.equal([2, 2]);
  });

  it('names who dissents, and needs k: one alone agrees on nothing', async () => {
    await seal(1);
    say(0, 1);
    await followed.caughtUp();
    expect(proofs.epoch(1)!.agreement.body).to.equal(undefined);
    expect(proofs.agreed()).to.equal(undefined);
    say(1, 1, proofs.epoch(1)!.own.replace(/\nmap .*\n/, `\nmap ${'A'.repeat(43)}=\n`));
    say(2, 1);
    await followed.caughtUp();
    expect(proofs.agreed()!.agreement).to.include({ body: proofs.epoch(1)!.own });
    expect(proofs.agreed()!.agreement.agree).to.deep.equal(['org', 'three']);
    expect(proofs.agreed()!.agreement.dissent).to.deep.equal(['two']);
    expect(proofs.agreed()!.statements.map(({ org }) => org)).to.deep.equal(['org', 'two', 'three']);
    expect(proofs.agreed()!.note!.split('\n\n')[1]!.trim().split('\n')).to.have.length(4);
  });

  it('counts an organisation that says two things for neither, though a ledger let it', async () => {
    await seal(1);
    await agree(1);
    say(2, 1, proofs.epoch(1)!.own.replace(/\nmap .*\n/, `\nmap ${'A'.repeat(43)}=\n`));
    await followed.caughtUp();
    expect(proofs.epoch(1)!.agreement).to.deep.include({ body: undefined, equivocate: ['three'] });
    expect(proofs.agreed()).to.equal(undefined);
    expect(proofs.epoch(1)!.statements).to.have.length(3);
  });

  it('takes no word that is not signed as it should be, though a ledger let it through', async () => {
    await seal(1);
    const forged = signed(0, proofs.epoch(1)!.own);
    chain.commit([{ key: 'cosign/1/two', value: utf8(forged) }]);
    chain.commit([{ key: 'cosign/1/org', value: utf8(forged.slice(0, -1)) }]);
    chain.commit([{ key: 'cosign/9/org', value: utf8(forged) }]);
    await followed.caughtUp();
    expect(proofs.epoch(1)!.statements).to.deep.equal([]);
  });

  it('proves nothing where k others see another ledger', async () => {
    await chain.state(platform, order(1));
    await seal(1);
    const other = proofs.epoch(1)!.own.replace(/\nmap .*\n/, `\nmap ${'A'.repeat(43)}=\n`);
    say(0, 1, other);
    say(1, 1, other);
    await followed.caughtUp();
    expect(proofs.epoch(1)!.agreement.body).to.equal(other);
    expect(proofs.agreed()).to.equal(undefined);
  });

  it('gives the same bytes when folded anew, however much lies between Seals', async () => {
    for (let epoch = 1; epoch <= 3; epoch++) {
      const records = Array.from({ length: 400 }, (_, i) => ({
        ...order(epoch * 1_000 + i),
        seller: `shop.s${epoch * 400 + i}`,
      }));
      for (let i = 0; i < records.length; i += 100) await chain.state(platform, ...records.slice(i, i + 100));
      await seal(epoch);
      await agree(epoch);
    }
    const { map } = parseCheckpoint(proofs.agreed()!.own) as Checkpoint;
    for (const key of ['seller/shop.s400', 'seller/shop.s1599']) {
      const { value, proof } = proofs.mapEntry(key);
      expect(verifyPresence(sha256, map, key, JSON.parse(value!), proof)).to.equal(true);
    }
    await followed.projector.stop();
    const again = await rebuild(
      chain,
      followed.store,
      join(followed.directory, 'fresh'),
      nodeCrypto,
      AbortSignal.timeout(60_000),
    );
    expect(again.same).to.equal(true);
  });
});
