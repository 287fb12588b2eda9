import { expect } from 'chai';
import { text } from '../../chaincode/domain/bytes.js';
import { gatewayOf, newConsortium, newSigner, now, startLedger } from '../support/consortium.js';
import type { MemoryLedger } from '../support/memory-world-state.js';
import { expectRefusal } from '../support/refusal.js';
import { checkpointOf, statementOf } from '../support/statements.js';

const platform = gatewayOf('PlatformMSP');

describe('Seal and Cosign', () => {
  const consortium = newConsortium();
  let ledger: MemoryLedger;
  beforeEach(async () => {
    ledger = await startLedger(consortium);
    ledger.time = now + 60;
  });

  const seal = (n: number, caller = platform) => ledger.run('Seal', [String(n)], caller);
  const cosign = (note: string, caller = platform) => ledger.run('Cosign', [note], caller);
  const state = (key: string): unknown => JSON.parse(text(ledger.entries.get(key) as Uint8Array));

  it('ends an epoch and keeps who could agree on it', async () => {
    const sealed = await seal(1);
    expect(sealed).to.deep.equal({
      k: 2,
      n: 1,
      organisations: ['platform', 'certifier', 'payments'],
      time: '2026-06-01T12:01:00Z',
    });
    expect(state('seal/1')).to.deep.equal(sealed);
    expect(state('epoch')).to.deep.equal({ n: 1, time: '2026-06-01T12:01:00Z' });
  });

  it('lets one of two racing Seals stand', async () => {
    await seal(1);
    ledger.time += 1;
    await expectRefusal('epoch_stale', () => seal(1, gatewayOf('PaymentsMSP')));
    await expectRefusal('epoch_stale', () => seal(3));
    await seal(2, gatewayOf('PaymentsMSP'));
  });

  it('never goes back in time, nor stands still', async () => {
    await seal(1);
    await expectRefusal('epoch_stale', () => seal(2));
    ledger.time -= 30;
    await expectRefusal('epoch_stale', () => seal(2));
    expect(state('epoch')).to.deep.equal({ n: 1, time: '2026-06-01T12:01:00Z' });
  });

  it('is for the organisations of the consortium', async () => {
    await expectRefusal('organisation_unknown', () => seal(1, gatewayOf('StrangerMSP')));
  });

  describe('Cosign', () => {
    beforeEach(() => seal(1));

    it('keeps the word of an organisation as it was signed, dissent too', async () => {
      const word = statementOf(consortium, 'platform', checkpointOf(consortium));
      expect(await cosign(word)).to.deep.equal({ epoch: 1, org: 'platform' });
      expect(text(ledger.entries.get('cosign/1/platform') as Uint8Array)).to.equal(word);
      const other = checkpointOf(consortium, { map: new Uint8Array(32).fill(9) });
      const dissent = statementOf(consortium, 'payments', other);
      await cosign(dissent, gatewayOf('PaymentsMSP'));
      expect(text(ledger.entries.get('cosign/1/payments') as Uint8Array)).to.equal(dissent);
    });

    it('takes one word for an epoch, and never another', async () => {
      const word = statementOf(consortium, 'platform', checkpointOf(consortium));
      await cosign(word);
      await expectRefusal('exists', () => cosign(word));
      const second = statementOf(consortium, 'platform', checkpointOf(consortium, { size: 4 }));
      await expectRefusal('exists', () => cosign(second));
      expect(text(ledger.entries.get('cosign/1/platform') as Uint8Array)).to.equal(word);
    });

    it('takes no word from another than the organisation itself', async () => {
      const word = statementOf(consortium, 'certifier', checkpointOf(consortium));
      await expectRefusal('signature_invalid', () => cosign(word));
      await expectRefusal('organisation_unknown', () => cosign(word, gatewayOf('StrangerMSP')));
    });

    it('refuses signatures of keys that are not the organisation’s, swapped, missing or beside others', async () => {
      const body = checkpointOf(consortium);
      const own = consortium.statementKeys.get('platform');
      if (own === undefined) throw new Error('platform has keys');
      const signed = (keys: typeof own) => statementOf(consortium, 'platform', body, { keys });
      await expectRefusal('signature_invalid', () => cosign(signed({ ...own, log: newSigner('Ed25519') })));
      await expectRefusal('signature_invalid', () =>
        cosign(signed({ ...own, cosigner: newSigner('Ed25519') })),
      );
      await expectRefusal('signature_invalid', () =>
        cosign(signed({ log: own.cosigner, cosigner: own.log })),
      );
      const whole = signed(own);
      const [log = '', cosigner = ''] = whole.slice(body.length + 1).split(/(?<=\n)/);
      await expectRefusal('signature_invalid', () => cosign(`${body}\n${log}`));
      await expectRefusal('signature_invalid', () => cosign(`${body}\n${log}${log}`));
      const stranger = statementOf(consortium, 'certifier', body).split('\n').at(-2) ?? '';
      await expectRefusal('signature_invalid', () => cosign(`${body}\n${log}${cosigner}${stranger}\n`));
    });

    it('refuses a body that was changed after it was signed', async () => {
      const word = statementOf(consortium, 'platform', checkpointOf(consortium));
      await expectRefusal('signature_invalid', () => cosign(word.replace('\n3\n', '\n4\n')));
    });

    it('refuses what does not fit the Seal', async () => {
      const word = (change: Parameters<typeof checkpointOf>[1]) =>
        statementOf(consortium, 'platform', checkpointOf(consortium, change));
      await expectRefusal('not_found', () => cosign(word({ epoch: 2 })));
      await expectRefusal('checkpoint_mismatch', () => cosign(word({ asof: now + 61 })));
      await expectRefusal('audience_mismatch', () => cosign(word({ ledger: 'b'.repeat(64) })));
      await expectRefusal('document_schema', () => cosign('stl/ab\n'));
    });

    it('refuses a cosignature made before the Seal or in the future', async () => {
      const at = (time: number) => statementOf(consortium, 'platform', checkpointOf(consortium), { time });
      await expectRefusal('time_window', () => cosign(at(now + 60 - 301)));
      await expectRefusal('time_window', () => cosign(at(now + 60 + 301)));
      await cosign(at(now + 60 + 300));
    });
  });
});
