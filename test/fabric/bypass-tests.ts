import { expect } from 'chai';
import { composeSignedApproval } from '../../chaincode/domain/governance/signed.js';
import type { RefusalCode } from '../../chaincode/domain/errors.js';
import { endorsementFailure } from '../../gateway/ledger/fabric-shared/failure.js';
import { validationCodeName } from '../../gateway/ledger/fabric-shared/ledger-queries.js';
import type { LedgerPort, TransactionCall } from '../../gateway/ledger/port.js';
import { newSigner, signBytes, type Signer } from '../support/consortium.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { clock, parsed, refusal, type ConsortiumWorld } from './consortium-world.js';
import { rawClient, type RawClient } from './raw-client.js';

/** A valid Fabric identity that speaks to the chaincode itself can do no more than through a gateway. */
export function bypassTests(world: () => ConsortiumWorld): void {
  describe('refuses a client that bypasses the gateway', () => {
    let raw: RawClient;
    before(() => {
      raw = rawClient(world().profiles[0] as string);
    });
    after(() => raw?.close());

    /** By both client libraries. */
    async function refused(call: TransactionCall, code: RefusalCode): Promise<void> {
      for (const ledger of world().ledgers.slice(0, 2))
        expect((await refusal(ledger.submit(call))).code).to.equal(code);
    }

    const attacks: [title: string, attack: () => Promise<TransactionCall>, code: RefusalCode][] = [
      ['with a forged signature', () => world().batch(undefined, { signer: newSigner() }), 'key_unknown'],
      ["with another's key id under a forged signature", forgedKeyId, 'signature_invalid'],
      ['with an altered record', altered, 'root_mismatch'],
      [
        'with a batch for another ledger',
        () => world().batch(undefined, { aud: '0'.repeat(64) }),
        'audience_mismatch',
      ],
      [
        'with a batch that was held back until it expired',
        () => world().batch(undefined, { iat: clock() - 7_200, exp: clock() - 60 }),
        'time_window',
      ],
      [
        "with facts about another platform's seller",
        () => world().batch([orderRecord('three', { seller: 'other-platform.shop1' })]),
        'out_of_scope',
      ],
      [
        'with facts of the future',
        () => world().batch([fulfilmentRecord('one', { at: '2099-01-01T10:00:00Z' })]),
        'record_semantics',
      ],
    ];
    async function altered(): Promise<TransactionCall> {
      const call = await world().batch([orderRecord('five')]);
      const text = Buffer.from(call.transient?.['batch'] as Uint8Array).toString('utf8');
      return { ...call, transient: { batch: Buffer.from(text.replace('"BR"', '"US"')) } };
    }
    async function forgedKeyId(): Promise<TransactionCall> {
      const { kid } = world().consortium.signers.get('demo-platform') as Signer;
      return world().batch([orderRecord('six')], { signer: { ...newSigner(), kid } });
    }
    for (const [title, attack, code] of attacks) it(title, async () => refused(await attack(), code));

    for (const [title, shift] of [
      ['signed into the past', -3_600],
      ['signed into the future', 3_600],
    ] as const) {
      it(`with a transaction ${title}`, async () => {
        const time = clock() + shift;
        const call = await world().batch([orderRecord(title)], { iat: time - 5, exp: time + 600 });
        const error: unknown = await raw
          .propose(call, time)
          .endorse()
          .catch((reason: unknown) => reason);
        expect(codeIn(error)).to.equal('time_window');
      });
    }

    it("with an approval that no administrator signed, even by an administrator's identity of the MSP", async () => {
      const [, , payments] = world().ledgers as [LedgerPort, LedgerPort, LedgerPort];
      const call = await world().proposal({
        type: 'parameters.set',
        parameters: { demo: true, shiftedDays: 1 },
      });
      // Whoever is of the consortium may carry what was signed.
      const { id } = parsed((await payments.submit(call)).result) as { id: string };
      const content = {
        ...{ ledger: world().consortium.ledger, org: 'certifier' },
        iat: clock(),
        proposal: id,
      };
      const stranger = newSigner();
      const sign = (data: Uint8Array): Uint8Array => signBytes(stranger, data);
      const { kid } = world().organisation('certifier').adminKey;
      for (const [named, code] of [
        [stranger.kid, 'key_unknown'],
        [kid, 'signature_invalid'],
      ] as const) {
        const forged = {
          name: 'Approve',
          args: [await composeSignedApproval(content, { kid: named, sign })],
        };
        await refused(forged, code);
        const administrator = world().founders[1] as LedgerPort;
        expect((await refusal(administrator.submit(forged, 'admin:CertifierMSP'))).code).to.equal(code);
      }
      const executed = parsed((await payments.submit(await world().approval('certifier', id))).result);
      expect(executed).to.deep.include({ status: 'executed', approvals: ['platform', 'certifier'] });
    });

    it('with a transaction endorsed before a key was revoked and sent after it', async function () {
      const [platform] = world().ledgers as [LedgerPort];
      const { kid } = world().consortium.signers.get('demo-platform') as Signer;
      const held = await raw.propose(await world().batch([orderRecord('held')])).endorse();
      const revoke = await world().proposal({
        type: 'key.revoke',
        id: 'demo-platform',
        kid,
        reason: 'compromised',
      });
      expect(parsed((await platform.submit(revoke)).result)['status']).to.equal('executed');
      const status = await (await held.submit()).getStatus();
      expect(validationCodeName(status.code)).to.equal('MVCC_READ_CONFLICT');
      await refused(await world().batch([orderRecord('revoked')]), 'key_not_valid');
    });
  });
}

/** The refusal's code in an error of the bare client library. */
function codeIn(error: unknown): RefusalCode | undefined {
  const { details = [], message } = error as { details?: { message: string }[]; message: string };
  const { cause } = endorsementFailure([...details.map((one) => one.message), message], '', error);
  return (cause as { code?: RefusalCode }).code;
}
