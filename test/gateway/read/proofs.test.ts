import { expect } from 'chai';
import { formatNote, noteLines } from '../../../chaincode/domain/tlog/note.js';
import type { RecordProof } from '../../../chaincode/domain/proofs/record.js';
import type { SellerProof } from '../../../chaincode/domain/proofs/seller.js';
import {
  type ProofFailure,
  checkReceipt,
  checkRecordProof,
  checkSellerProof,
  type Receipt,
  type SignedBatch,
  type Trust,
} from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { neverHolds } from '../../support/never-holds.js';
import { fulfilmentRecord, orderRecord } from '../../support/records.js';
import { refused } from '../../support/refused.js';
import { World } from '../harness.js';

const seller = 'demo-platform.shop1';

describe('proofs of a gateway, checked by the SDK', () => {
  let world: World;
  let gateway: Gateway;
  let batch: SignedBatch;
  let trust: Trust;

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    const platform = await world.client(gateway, 'demo-platform');
    batch = await platform.signBatch([orderRecord('a'), fulfilmentRecord('a'), orderRecord('b')], {
      as: 'demo-platform',
    });
    await platform.send(batch, { wait: 20 });
    trust = world.trust;
  });
  after(async () => {
    await gateway.close();
    await world.remove();
  });

  const get = async <T>(path: string, as?: string): Promise<T> =>
    (await (await world.client(gateway, as)).get<T>(path)).value;

  it('says that nothing can be proven before the first agreed Seal', async () => {
    expect(await refused(get(`/v1/records/${batch.id}.0/proof`, 'demo-platform'))).to.equal('not_sealed');
    expect(await refused(get(`/v1/sellers/${seller}/proof`))).to.equal('not_sealed');
    const receipt = await get<Receipt>(`/v1/batches/${batch.id}`);
    expect(await checkReceipt(receipt, batch, trust)).to.equal(undefined);
  });

  describe('after a Seal', () => {
    let record: RecordProof;
    let stated: SellerProof;

    before(async () => {
      await world.seal(gateway);
      record = await get<RecordProof>(`/v1/records/${batch.id}.1/proof`, 'demo-platform');
      stated = await get<SellerProof>(`/v1/sellers/${seller}/proof`);
    });

    it('proves a record to whoever is shown it', async () => {
      const proven = await checkRecordProof(record, trust);
      expect(proven.record).to.deep.equal(fulfilmentRecord('a'));
      expect(proven).to.include({ id: `${batch.id}.1`, issuer: 'demo-platform' });
      expect(proven.organisations).to.deep.equal(['certifier', 'payments', 'platform']);
    });

    it('gives the proof of a record to those alone who may read it', async () => {
      expect(await refused(get(`/v1/records/${batch.id}.1/proof`))).to.equal('signature_required');
      expect(await refused(get(`/v1/records/${batch.id}.1/proof`, 'demo-inspector'))).to.equal(
        'ring_too_low',
      );
    });

    it('refuses a record proof of which anything at all was altered', async () => {
      const { line, path, jws, time, inclusion, issuer, checkpoint } = record;
      const [first = '', ...rest] = path;
      const flip = (text: string): string => (text.startsWith('A') ? 'B' : 'A') + text.slice(1);
      const altered: Partial<RecordProof>[] = [
        { record: `${batch.id}.0` },
        { record: `${batch.id}.7` },
        { record: `${flip(batch.id)}.1` },
        { line: line.replace('dispatched', 'delivered') },
        { path: [flip(first), ...rest] },
        { path: rest },
        { path: [...path, first] },
        { jws: `${jws.slice(0, -86)}${flip(jws.slice(-86))}` },
        { time: '2026-01-01T00:00:00Z' },
        { inclusion: { ...inclusion, index: inclusion.index + 1 } },
        { inclusion: { ...inclusion, path: inclusion.path.slice(1) } },
        { issuer: { ...issuer, value: { ...issuer.value, org: 'payments' } } },
        { issuer: { ...issuer, proof: { siblings: issuer.proof.siblings.slice(1) } } },
        { checkpoint: checkpoint.replace(/^(stl.*\n)\d+/, '$19') },
        { checkpoint: checkpoint.replace(/epoch \d+/, 'epoch 99') },
      ];
      expect(time).not.to.equal(altered[8]?.time);
      for (const change of altered) {
        const code = await refused(checkRecordProof({ ...record, ...change }, trust));
        expect(code, JSON.stringify(change).slice(0, 80)).to.match(
          /^(signature_invalid|not_in_|proof_malformed)/,
        );
      }
      expect(await refused(checkRecordProof({ ...record, more: 1 }, trust))).to.equal('proof_malformed');
    });

    it('proves a seller’s aggregate, and that nothing is known of another', async () => {
      const { aggregate } = await checkSellerProof(stated, trust);
      expect(aggregate).to.deep.equal((await get<{ public: object }>(`/v1/sellers/${seller}`)).public);
      const nobody = await get<SellerProof>('/v1/sellers/demo-platform.nobody/proof');
      expect((await checkSellerProof(nobody, trust)).aggregate).to.equal(undefined);
      const denied = { ...nobody, seller };
      expect(await refused(checkSellerProof(denied, trust)), 'denies a seller that is there').to.equal(
        'not_in_map',
      );
    });

    it('refuses an aggregate of which one counter was altered', async () => {
      const text = JSON.stringify(stated);
      for (const [from, to] of [
        ['"orders":2', '"orders":3'],
        ['"count":3', '"count":2'],
        ['"detail":"', '"detail":"A'],
      ] as const) {
        expect(text).to.include(from);
        expect(await refused(checkSellerProof(JSON.parse(text.replace(from, to)), trust)), from).to.equal(
          'not_in_map',
        );
      }
    });

    it('refuses proofs of a record, a seller, an absence and a batch of which any value was altered', async function () {
      await neverHolds(trust, record, (proof) => checkRecordProof(proof, trust));
      await neverHolds(trust, stated, (proof) => checkSellerProof(proof, trust));
      const nobody = await get<SellerProof>('/v1/sellers/demo-platform.nobody/proof');
      // Of another seller whom nobody knows, the same proof may be true: the answer names whom it is about.
      await neverHolds(trust, nobody, (proof) => checkSellerProof(proof, trust), 'seller');
      const receipt = await get<Receipt>(`/v1/batches/${batch.id}`);
      const { inclusion, time } = receipt;
      await neverHolds(trust, { inclusion, time }, async (changed) => {
        const agreed = await checkReceipt({ ...receipt, ...changed }, batch, trust);
        return agreed ?? expect.fail('says that nothing covers it');
      });
    });

    it('counts an organisation where both its signatures stand, and each once', async () => {
      const lines = noteLines(stated.checkpoint);
      const body = stated.checkpoint.slice(0, stated.checkpoint.lastIndexOf('\n\n') + 1);
      expect(lines).to.have.length(6);
      const outcomeOf = (chosen: readonly string[]): Promise<string> =>
        checkSellerProof({ ...stated, checkpoint: formatNote(body, chosen) }, trust).then(
          ({ organisations }) => `${organisations.length} signed`,
          (error: unknown) => (error as ProofFailure).code,
        );
      for (let chosen = 1; chosen < 64; chosen += 1) {
        const kept = lines.filter((_line, i) => (chosen >> i) & 1);
        // Each organisation's two lines stand together.
        const both = [0, 2, 4].filter((i) => ((chosen >> i) & 3) === 3).length;
        const expected = both >= trust.k ? `${both} signed` : 'too_few_organisations';
        expect(await outcomeOf(kept), `lines ${chosen.toString(2)}`).to.equal(expected);
        expect(await outcomeOf([...kept, ...kept]), `lines ${chosen.toString(2)}, twice`).to.equal(expected);
      }
    });

    it('trusts k organisations, each once, and none that is a stranger', async () => {
      const [one, two, three] = trust.organisations;
      const strangers = (await World.found()).consortium.document.organisations;
      const check = (organisations: Trust['organisations'], k = 2) =>
        checkSellerProof(stated, { ...trust, k, organisations });
      expect((await check([one!, two!])).organisations).to.have.length(2);
      expect(await refused(check([one!]))).to.equal('too_few_organisations');
      expect(await refused(check([one!, one!])), 'one, twice').to.equal('too_few_organisations');
      expect(await refused(check([one!, { ...one!, id: 'other' }])), 'one, under two names').to.equal(
        'too_few_organisations',
      );
      expect(await refused(check([one!, two!, three!], 4))).to.equal('too_few_organisations');
      expect(await refused(check(strangers))).to.equal('too_few_organisations');
      expect(await refused(checkSellerProof(stated, { ...trust, ledger: 'f'.repeat(64) }))).to.equal(
        'ledger_unknown',
      );
    });

    it('puts the batch’s place in the log on its receipt, and the SDK checks it', async () => {
      const receipt = await get<Receipt>(`/v1/batches/${batch.id}`);
      const agreed = await checkReceipt(receipt, batch, trust);
      expect(agreed?.organisations).to.have.length(3);
      const inclusion = { ...receipt.inclusion!, index: receipt.inclusion!.index + 1 };
      expect(await refused(checkReceipt({ ...receipt, inclusion }, batch, trust))).to.equal('not_in_log');
      for (const odd of [
        {},
        { ...receipt.inclusion, path: undefined },
        { ...receipt.inclusion, path: [5] },
        'x',
      ]) {
        expect(
          await refused(checkReceipt({ ...receipt, inclusion: odd } as unknown as Receipt, batch, trust)),
        ).to.equal('proof_malformed');
      }
      const platform = await world.client(gateway, 'demo-platform');
      const other = await platform.signBatch([orderRecord('c')], { as: 'demo-platform' });
      const borrowed = { ...receipt, batch: other.id, root: other.root };
      expect(await refused(checkReceipt(borrowed, other, trust))).to.equal('not_in_log');
    });
  });
});
