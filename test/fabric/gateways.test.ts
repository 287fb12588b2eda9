import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import { connectLedger } from '../../gateway/ledger/connect.js';
import type { Gateway } from '../../gateway/server.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import type { OrganisationNode } from '../../network/topology.js';
import { World } from '../gateway/harness.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { whereFabricIsFound } from './programs.js';
import { temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

const seller = '/v1/sellers/demo-platform.shop1';

whereFabricIsFound('gateways of three organisations on Fabric', () => {
  describe('gateways of three organisations on Fabric', () => {
    let world: World;
    let started: TemporaryNetwork;
    const gateways: Gateway[] = [];

    /** A data directory of its own, with this organisation's keys only. */
    async function startGateway(org: OrganisationNode, adapter: string): Promise<void> {
      const data = join(world.dir, `gateway-${org.name}`);
      await mkdir(join(data, 'orgs'), { recursive: true });
      await cp(join(world.dir, 'consortium.json'), join(data, 'consortium.json'));
      await cp(join(world.dir, 'orgs', org.name), join(data, 'orgs', org.name), { recursive: true });
      const { topology, layout } = started.network;
      gateways.push(
        await world.start({
          STL_DATA_DIR: data,
          STL_ORG: org.name,
          STL_LEDGER: adapter,
          STL_FABRIC_PROFILE: writeGatewayProfile(org, topology, layout),
        }),
      );
    }

    before(async function () {
      this.timeout(120_000);
      [world, started] = await Promise.all([World.found(), temporaryNetwork()]);
      const { topology, layout } = started.network;
      const [platform, certifier, payments] = topology.organisations as [
        OrganisationNode,
        OrganisationNode,
        OrganisationNode,
      ];
      for (const org of [platform, certifier]) {
        const profile = writeGatewayProfile(org, topology, layout);
        const ledger = await connectLedger({ adapter: 'fabric-gateway', profile });
        const args = [canonicalText(world.consortium.document)];
        await ledger.submit({ name: 'InitConsortium', args }, `admin:${org.mspId}`);
        await ledger.close();
      }
      await startGateway(platform, 'fabric-network');
      await startGateway(certifier, 'fabric-gateway');
      await startGateway(payments, 'fabric-network');
    });
    after(async function () {
      this.timeout(60_000);
      for (const gateway of gateways) await gateway.close();
      await started?.remove();
      await world?.remove();
    });

    it('give the same score for a batch that one of them took', async function () {
      this.timeout(60_000);
      const client = await world.client(gateways[0]!, 'demo-platform');
      const { tracking, ...delivered } = fulfilmentRecord('a', {
        at: '2026-05-06T10:00:00Z',
        event: 'delivered',
      });
      expect(tracking).to.equal('valid');
      const batch = await client.signBatch([orderRecord('a'), fulfilmentRecord('a'), delivered], {
        as: 'demo-platform',
      });
      const sent = await client.send(batch, { wait: 20 });
      if (sent.type !== 'receipt') expect.fail('the batch was not committed in time');
      const { block } = sent.receipt;
      const answers = await Promise.all(
        gateways.map(async (gateway) => {
          await projected(gateway, block);
          return (await world.client(gateway)).get<Record<string, unknown>>(`${seller}/score`);
        }),
      );
      expect(answers[0]?.value).to.include({ seller: 'demo-platform.shop1', status: 'not-enough-history' });
      const [first, ...others] = answers.map(({ value }) => facts(value));
      for (const other of others) expect(other).to.deep.equal(first);
      expect(new Set(answers.map(({ signedBy }) => signedBy)).size).to.equal(gateways.length);
    });

    /** Waits until this gateway's projection holds that block. */
    async function projected(gateway: Gateway, block: number): Promise<void> {
      const client = await world.client(gateway);
      for (;;) {
        const found = await client.get(seller).then(
          () => true,
          () => false,
        );
        if (found && (await gateway.ledger.height()) > block) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    }
  });
});

/** An answer without the links that name the gateway that gave it. */
function facts(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'contest'));
}
