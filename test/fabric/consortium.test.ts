import { expect } from 'chai';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { Refusal } from '../../chaincode/domain/errors.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { formatTime } from '../../chaincode/domain/time.js';
import { connectLedger } from '../../gateway/ledger/connect.js';
import { LedgerError, type LedgerPort, type TransactionCall } from '../../gateway/ledger/port.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import { newConsortium, newSigner, type BatchOptions, type TestConsortium } from '../support/consortium.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { whereFabricIsFound } from './programs.js';
import { temporaryNetwork } from './suite-network.js';

const clock = (): number => Math.floor(Date.now() / 1000);

whereFabricIsFound('the consortium on Fabric', () => {
  describe('the consortium on Fabric', () => {
    let consortium: TestConsortium;
    let ledgers: LedgerPort[];
    let remove: () => Promise<void>;

    const batch = async (
      records: readonly FactRecord[] = [orderRecord('one')],
      options: BatchOptions = {},
    ): Promise<TransactionCall> => {
      const iat = clock() - 5;
      const { bytes } = await consortium.signBatch('demo-platform', records, {
        iat,
        exp: iat + 600,
        ...options,
      });
      return { name: 'SubmitBatch', args: [], transient: { batch: bytes } };
    };
    const refusal = async (call: Promise<unknown>): Promise<Refusal> => {
      const error: unknown = await call.then(
        () => expect.fail('was not refused'),
        (reason: unknown) => reason,
      );
      expect(error).to.be.instanceOf(LedgerError).with.property('code', 'refused');
      return (error as LedgerError).cause as Refusal;
    };
    const parsed = (text: string): Record<string, unknown> => JSON.parse(text) as Record<string, unknown>;

    before(async function () {
      this.timeout(120_000);
      consortium = newConsortium();
      const started = await temporaryNetwork();
      remove = started.remove;
      const { topology, layout } = started.network;
      const profiles = topology.organisations.map((org) => writeGatewayProfile(org, topology, layout));
      ledgers = await Promise.all(
        profiles.map((profile, index) =>
          connectLedger({ adapter: index === 1 ? 'fabric-gateway' : 'fabric-network', profile }),
        ),
      );
    });
    after(async function () {
      this.timeout(60_000);
      await Promise.all((ledgers ?? []).map((ledger) => ledger.close()));
      await remove?.();
    });

    it('takes effect with the second of two approvals by administrators, and not by gateways', async function () {
      this.timeout(30_000);
      const [first, second] = ledgers as [LedgerPort, LedgerPort];
      const init = { name: 'InitConsortium', args: [canonicalText(consortium.document)] };
      expect((await refusal(first.submit(await batch()))).code).to.equal('not_initialised');
      expect((await refusal(first.submit(init))).code).to.equal('admin_required');
      expect(parsed((await first.submit(init, 'admin:PlatformMSP')).result)['active']).to.equal(false);
      expect(parsed((await second.submit(init, 'admin:CertifierMSP')).result)).to.deep.equal({
        active: true,
        approvals: ['platform', 'certifier'],
        ledger: consortium.ledger,
      });
    });

    it('takes a signed batch once, through either client', async function () {
      this.timeout(30_000);
      const [first, second] = ledgers as [LedgerPort, LedgerPort];
      const call = await batch([orderRecord('one'), fulfilmentRecord('one')]);
      const committed = await first.submit(call);
      const receipt = parsed(committed.result);
      expect(receipt).to.include({ outcome: 'accepted', iss: 'demo-platform', n: 2 });
      expect(parsed((await second.submit(call)).result)).to.deep.equal({ ...receipt, outcome: 'duplicate' });
    });

    it("holds a batch in the write set only, and the same on every organisation's peer", async function () {
      this.timeout(30_000);
      const call = await batch([orderRecord('two')]);
      const { block, tx } = await (ledgers[0] as LedgerPort).submit(call);
      const seen = await Promise.all(
        ledgers.map(async (ledger) => {
          const stop = new AbortController();
          for await (const found of ledger.blocks(block, stop.signal)) {
            stop.abort();
            return found;
          }
          return expect.fail('no block');
        }),
      );
      const writes = seen[0]?.transactions.find((one) => one.tx === tx)?.writes ?? [];
      const held = writes.find(({ key }) => key.startsWith('batch/'));
      expect(
        Buffer.compare(held?.value ?? Buffer.alloc(0), call.transient?.['batch'] as Uint8Array),
      ).to.equal(0);
      for (const other of seen.slice(1)) expect(other).to.deep.equal(seen[0]);
    });

    describe('refuses a client that bypasses the gateway', () => {
      const attacks: [string, () => Promise<TransactionCall>, string][] = [
        ['with a forged signature', () => batch(undefined, { signer: newSigner() }), 'key_unknown'],
        ['with an altered record', altered, 'root_mismatch'],
        [
          'with a batch for another ledger',
          () => batch(undefined, { aud: '0'.repeat(64) }),
          'audience_mismatch',
        ],
        [
          'with a batch that was held back until it expired',
          () => batch(undefined, { iat: clock() - 7_200, exp: clock() - 60 }),
          'time_window',
        ],
        [
          "with facts about another platform's seller",
          () => batch([orderRecord('three', { seller: 'other-platform.shop1' })]),
          'out_of_scope',
        ],
        [
          'with facts of the future',
          () => batch([orderRecord('four', { at: formatTime(clock() + 86_400) })]),
          '',
        ],
      ];
      async function altered(): Promise<TransactionCall> {
        const call = await batch([orderRecord('five')]);
        const text = Buffer.from(call.transient?.['batch'] as Uint8Array).toString('utf8');
        return { ...call, transient: { batch: Buffer.from(text.replace('"BR"', '"US"')) } };
      }
      for (const [title, attack, code] of attacks) {
        it(title, async () => {
          const call = await attack();
          for (const ledger of ledgers.slice(0, 2)) {
            const found = await refusal(ledger.submit(call));
            if (code !== '') expect(found.code).to.equal(code);
          }
        });
      }

      it('with an approval by a gateway’s own identity', async () => {
        const proposal = { name: 'Propose', args: ['{}'] };
        const found = await refusal((ledgers[0] as LedgerPort).submit(proposal));
        expect(['admin_required', 'document_schema']).to.include(found.code);
      });
    });
  });
});
