import { expect } from 'chai';
import type { LedgerPort } from '../../gateway/ledger/port.js';
import type { TransactionCall } from '../../gateway/ledger/port.js';
import { approvalOf } from '../support/consortium.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { bypassTests } from './bypass-tests.js';
import { ConsortiumWorld, parsed, refusal } from './consortium-world.js';
import { whereFabricIsFound } from './programs.js';

whereFabricIsFound('the consortium on Fabric', () => {
  describe('the consortium on Fabric', () => {
    let world: ConsortiumWorld;

    before(async function () {
      world = await ConsortiumWorld.start();
    });
    after(async function () {
      await world?.stop();
    });

    it('takes effect with the second of two approvals that administrators signed and bring, and not by gateways', async function () {
      const gateway = world.ledgers[0] as LedgerPort;
      const [first, second] = world.founders as [LedgerPort, LedgerPort];
      const init = async (org: string): Promise<TransactionCall> => ({
        name: 'InitConsortium',
        args: await approvalOf(world.consortium.document, world.organisation(org)),
      });
      expect((await refusal(gateway.submit(await world.batch()))).code).to.equal('not_initialised');
      expect((await refusal(gateway.submit(await init('platform')))).code).to.equal('admin_required');
      expect((await refusal(first.submit(await init('certifier'), 'admin:PlatformMSP'))).code).to.equal(
        'organisation_unknown',
      );
      const opened = await first.submit(await init('platform'), 'admin:PlatformMSP');
      expect(parsed(opened.result)['active']).to.equal(false);
      const founded = await second.submit(await init('certifier'), 'admin:CertifierMSP');
      expect(parsed(founded.result)).to.deep.equal({
        active: true,
        approvals: ['platform', 'certifier'],
        ledger: world.consortium.ledger,
      });
    });

    it('takes a signed batch once, through either client', async function () {
      const [first, second] = world.ledgers as [LedgerPort, LedgerPort];
      const call = await world.batch([orderRecord('one'), fulfilmentRecord('one')]);
      const committed = await first.submit(call);
      const receipt = parsed(committed.result);
      expect(receipt).to.include({ outcome: 'accepted', iss: 'demo-platform', n: 2 });
      expect(parsed((await second.submit(call)).result)).to.deep.equal({ ...receipt, outcome: 'duplicate' });
    });

    it("holds a batch in the write set only, and the same on every organisation's peer", async function () {
      const call = await world.batch([orderRecord('two')]);
      const { block, tx } = await (world.ledgers[0] as LedgerPort).submit(call);
      const seen = await Promise.all(
        world.ledgers.map(async (ledger) => {
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

    bypassTests(() => world);
  });
});
