import { expect } from 'chai';
import { utf8 } from '../../chaincode/domain/bytes.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import {
  gatewayOf,
  newConsortium,
  newSigner,
  now,
  startLedger,
  type BatchOptions,
} from '../support/consortium.js';
import { Governing } from '../support/governing.js';
import type { MemoryLedger } from '../support/memory-world-state.js';
import { expectRefusal } from '../support/refusal.js';
import { commitment, fulfilmentRecord, orderRecord } from '../support/records.js';

const gateway = gatewayOf('PlatformMSP');

describe('SubmitBatch', () => {
  const consortium = newConsortium();
  let ledger: MemoryLedger;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
  });

  const send = (bytes: Uint8Array) => ledger.run('SubmitBatch', [], gateway, { batch: bytes });
  const state = async (iss: string, records: readonly FactRecord[], options?: BatchOptions) =>
    send((await consortium.signBatch(iss, records, options)).bytes);
  const refuses = async (
    code: string,
    iss: string,
    records: readonly FactRecord[],
    options?: BatchOptions,
  ) => {
    const before = ledger.entries.size;
    await expectRefusal(code, () => state(iss, records, options));
    expect(ledger.entries.size).to.equal(before);
  };

  it('keeps exactly the bytes that were signed and answers with the batch id', async () => {
    const batch = await consortium.signBatch('demo-platform', [orderRecord('1'), fulfilmentRecord('1')]);
    const result = await send(batch.bytes);
    expect(result).to.deep.equal({
      batch: batch.id,
      iss: 'demo-platform',
      jti: batch.jti,
      n: 2,
      outcome: 'accepted',
      root: batch.root,
    });
    expect(ledger.entries.get(`batch/${batch.id}`)).to.deep.equal(batch.bytes);
    expect(ledger.entries.get(`jti/demo-platform/${batch.jti}`)).to.deep.equal(utf8(batch.id));
    const read = await ledger.run('GetBatch', [batch.id], gateway);
    expect(read).to.deep.equal({ batch: batch.id, ndjson: new TextDecoder().decode(batch.bytes) });
  });

  it('answers a batch sent again with `duplicate`, even after it has expired', async () => {
    const batch = await consortium.signBatch('demo-platform', [orderRecord('1')]);
    await send(batch.bytes);
    ledger.time = now + 100_000;
    const size = ledger.entries.size;
    expect(await send(batch.bytes)).to.include({ outcome: 'duplicate', batch: batch.id });
    expect(ledger.entries.size).to.equal(size);
  });

  it('refuses the content of a taken batch under any other signature, however good', async () => {
    const options = { jti: 'same' };
    const batch = await consortium.signBatch('demo-platform', [orderRecord('1')], options);
    await send(batch.bytes);
    const own = consortium.signers.get('demo-platform');
    const forger = { ...newSigner(), kid: own?.kid ?? '' };
    const again = await consortium.signBatch('demo-platform', [orderRecord('1')], options);
    expect(again.id).to.equal(batch.id);
    expect(again.bytes).not.to.deep.equal(batch.bytes);
    await expectRefusal('jti_conflict', () => send(again.bytes));
    await refuses('signature_invalid', 'demo-platform', [orderRecord('1')], { ...options, signer: forger });
    ledger.time = now + 100_000;
    await expectRefusal('time_window', () => send(again.bytes));
    expect(ledger.entries.get(`batch/${batch.id}`)).to.deep.equal(batch.bytes);
    expect(await send(batch.bytes)).to.include({ outcome: 'duplicate' });
  });

  it('refuses other content under a used jti, but tells so only to the issuer', async () => {
    await state('demo-platform', [orderRecord('1')], { jti: 'once' });
    await refuses('jti_conflict', 'demo-platform', [orderRecord('2')], { jti: 'once' });
    await refuses('key_unknown', 'demo-platform', [orderRecord('2')], { jti: 'once', signer: newSigner() });
    expect(await state('demo-pay', [paymentRecord()], { jti: 'once' })).to.include({ outcome: 'accepted' });
  });

  const paymentRecord = (): FactRecord => ({
    kind: 'payment',
    seller: 'demo-platform.shop1',
    at: '2026-05-01T11:00:00Z',
    order: commitment('1'),
    token: commitment('token'),
    event: 'settled',
    amount: { currency: 'BRL', band: 8 },
  });

  it('refuses a batch for another ledger, too early, or too late', async () => {
    await refuses('audience_mismatch', 'demo-platform', [orderRecord('1')], { aud: '0'.repeat(64) });
    await refuses('time_window', 'demo-platform', [orderRecord('1')], { iat: now + 301, exp: now + 400 });
    await refuses('time_window', 'demo-platform', [orderRecord('1')], { iat: now - 10, exp: now - 1 });
    expect(await state('demo-platform', [orderRecord('1')], { iat: now + 300, exp: now + 400 })).to.include({
      n: 1,
    });
    expect(await state('demo-platform', [orderRecord('1')], { iat: now - 10, exp: now })).to.include({
      n: 1,
    });
  });

  it("refuses an unknown issuer, and a key that is not the issuer's", async () => {
    await refuses('issuer_unknown', 'nobody', [orderRecord('1')], { signer: newSigner() });
    const other = consortium.signers.get('demo-carrier');
    await refuses('key_unknown', 'demo-platform', [orderRecord('1')], other ? { signer: other } : {});
  });

  it('refuses a signature by another key under a registered kid', async () => {
    const own = consortium.signers.get('demo-platform');
    if (!own) throw new Error('no key');
    await refuses('signature_invalid', 'demo-platform', [orderRecord('1')], {
      signer: { ...newSigner(), kid: own.kid },
    });
    await refuses('key_not_valid', 'demo-platform', [orderRecord('1')], {
      signer: { ...newSigner('Ed25519'), kid: own.kid },
    });
  });

  it('refuses a revoked key and a suspended issuer from the next transaction on', async () => {
    const governing = new Governing(ledger, consortium);
    const { kid } = consortium.signers.get('demo-carrier')!;
    await governing.propose({ type: 'key.revoke', id: 'demo-carrier', kid, reason: 'compromised' });
    await refuses('key_not_valid', 'demo-carrier', [fulfilmentRecord('1')]);
    await governing.propose({ type: 'participant.status', id: 'demo-platform', status: 'suspended' });
    await refuses('issuer_not_active', 'demo-platform', [orderRecord('1')]);
  });

  it('reads the issuer and the epoch, so that a revocation or a Seal in the same block invalidates it', async () => {
    const { MemoryWorldState, tools } = await import('../support/memory-world-state.js');
    const { submitBatch } = await import('../../chaincode/transactions/submit-batch.js');
    const batch = await consortium.signBatch('demo-platform', [orderRecord('1')]);
    const world = new MemoryWorldState(ledger.entries, gateway, 'tx', now);
    await submitBatch({ ...tools, state: world, args: [], transient: { batch: batch.bytes } });
    expect([...world.reads]).to.include.members(['participant/demo-platform', 'epoch']);
    expect([...world.writes.keys()].sort()).to.deep.equal([
      `batch/${batch.id}`,
      `jti/demo-platform/${batch.jti}`,
    ]);
  });

  it('refuses what the issuer has no authority for, and lists every record', async () => {
    await refuses('not_authorised', 'demo-pay', [orderRecord('1')]);
    await refuses('out_of_scope', 'demo-platform', [orderRecord('1', { seller: 'other-platform.shop1' })]);
    const defects = await expectRefusal('out_of_scope', () =>
      state('demo-platform', [
        orderRecord('1', { seller: 'demo-platform-two.shop1' }),
        orderRecord('2'),
        paymentRecord(),
        orderRecord('3', {
          at: '2026-06-01T13:00:00Z',
          dispatchBy: '2026-06-02T13:00:00Z',
          deliverBy: '2026-06-03T13:00:00Z',
        }),
      ]),
    );
    expect(defects.map(({ code, line, pointer }) => [code, line, pointer])).to.deep.equal([
      ['out_of_scope', 2, '/seller'],
      ['not_authorised', 4, '/kind'],
      ['record_semantics', 5, '/at'],
    ]);
  });

  it('refuses a kind that no role may write', async () => {
    const narrow = newConsortium({ authority: { ...consortium.document.authority, 'payment-provider': [] } });
    const own = await startLedger(narrow);
    const batch = await narrow.signBatch('demo-pay', [paymentRecord()]);
    await expectRefusal('kind_not_enabled', () =>
      own.run('SubmitBatch', [], gateway, { batch: batch.bytes }),
    );
  });

  it('refuses a replacement of a kind that the issuer may not state', async () => {
    const target = `${commitment('batch')}.0`;
    const correction = (replacement: FactRecord): FactRecord => ({
      kind: 'correction',
      seller: 'demo-platform.shop1',
      at: '2026-05-02T10:00:00Z',
      target,
      reason: 'incorrect_data',
      replacement: replacement,
    });
    await refuses('not_authorised', 'demo-carrier', [correction(orderRecord('1'))]);
    expect(await state('demo-carrier', [correction(fulfilmentRecord('1'))])).to.include({
      outcome: 'accepted',
    });
  });

  it('refuses a call without a batch, with arguments, or before the consortium is in force', async () => {
    await expectRefusal('batch_framing', () => ledger.run('SubmitBatch', [], gateway));
    await expectRefusal('document_schema', () => ledger.run('SubmitBatch', ['x'], gateway));
    ledger.entries.delete('consortium');
    await expectRefusal('not_initialised', () => state('demo-platform', [orderRecord('1')]));
  });
});
