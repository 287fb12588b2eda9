import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { examine } from '../../gateway/doctor/examine.js';
import type { Finding } from '../../gateway/doctor/finding.js';
import type { ConnectionProfileFile } from '../../gateway/ledger/fabric-shared/profile.js';
import { gatewayCommand, gatewayUrl } from '../../network/gateway-process.js';
import { raftOfThree, type OrganisationNode } from '../../network/topology.js';
import { eventually } from '../../network/wait.js';
import { orderRecord } from '../support/records.js';
import { LiveGateways } from './live-gateways.js';
import { whereFabricIsFound } from './programs.js';

/** What a load balancer sees, and an operator. */
interface Answer {
  readonly reads: number;
  readonly writes: number;
  readonly writesDetail: string;
}

whereFabricIsFound('readiness on a Fabric network', () => {
  describe('readiness on a Fabric network', function () {
    this.timeout(180_000);
    let live: LiveGateways;
    let platform: OrganisationNode;

    before(async () => {
      live = await LiveGateways.start(raftOfThree);
      platform = live.org('platform');
    });
    after(() => live?.stop());

    async function answer(): Promise<Answer> {
      const url = `${gatewayUrl(platform)}/readyz`;
      const [reads, writes] = await Promise.all([fetch(url), fetch(`${url}?for=writes`)]);
      const { writes: said } = (await writes.json()) as { writes: { detail: string } };
      return { reads: reads.status, writes: writes.status, writesDetail: said.detail };
    }

    const until = (expected: Partial<Answer>): Promise<Answer> =>
      eventually(
        async () => {
          const found = await answer();
          expect(found).to.include(expected);
          return found;
        },
        { patienceMs: 120_000, everyMs: 500 },
      );

    const stop = (...nodes: string[]): Promise<unknown> =>
      Promise.all(nodes.map((node) => live.network.processes.stop(node)));
    async function restart(...nodes: string[]): Promise<void> {
      for (const node of nodes) await live.stored.restart(node, live.network.programs);
    }

    /** What `stl doctor` finds wrong. `change`: of the settings with which the gateway runs. */
    async function doctorFails(change: NodeJS.ProcessEnv = {}): Promise<string[]> {
      const { layout, topology } = live.network;
      const { env } = gatewayCommand(platform, topology, layout);
      const findings: Finding[] = [];
      for await (const finding of examine({ ...env, ...change }, gatewayUrl(platform)))
        findings.push(finding);
      return findings.filter(({ state }) => state === 'fail').map(({ check }) => check);
    }

    /** A profile like the gateway's, but for what is changed. */
    function otherProfile(change: (profile: ConnectionProfileFile) => object): NodeJS.ProcessEnv {
      const own = live.network.layout.profile(platform);
      const profile = JSON.parse(readFileSync(own, 'utf8')) as ConnectionProfileFile;
      const file = join(dirname(own), 'other.json');
      writeFileSync(file, JSON.stringify({ ...profile, ...change(profile) }));
      return { STL_FABRIC_PROFILE: file };
    }

    const reads = async (): Promise<number> =>
      (await fetch(`${gatewayUrl(platform)}/v1/sellers/demo-platform.first-shop/score`)).status;
    const write = (name: string): Promise<string> =>
      live.post(platform, 'demo-platform', [orderRecord(name)], 20);

    it('is ready for both when all runs, and stl doctor finds nothing wrong', async () => {
      await until({ reads: 200, writes: 200 });
      expect(await doctorFails()).to.deep.equal([]);
    });

    it('has stl doctor name what is wrong with a connection profile', async () => {
      const { layout } = live.network;
      expect(await doctorFails({ STL_FABRIC_PROFILE: '/nowhere/fabric.json' })).to.deep.equal(['profile']);
      const otherKey = otherProfile(({ gateway }) => ({
        gateway: { ...gateway, key: layout.user(platform, 'Admin').key },
      }));
      expect(await doctorFails(otherKey)).to.deep.equal(['profile']);
      const noCertificate = otherProfile(({ gateway }) => ({
        gateway: { ...gateway, certificate: layout.profile(platform) },
      }));
      expect(await doctorFails(noCertificate)).to.deep.equal(['profile']);
      const { peer } = JSON.parse(readFileSync(layout.profile(platform), 'utf8')) as ConnectionProfileFile;
      const nobody = otherProfile(() => ({ peer: { ...peer, address: '127.0.0.1:1' } }));
      expect(await doctorFails(nobody)).to.deep.equal(['peer']);
      expect(await doctorFails(otherProfile(() => ({ mspId: 'CertifierMSP' })))).to.deep.equal(['peer']);
      const noChaincode = otherProfile(() => ({ chaincode: 'nothing' }));
      expect(await doctorFails(noChaincode)).to.deep.equal(['chaincode', 'endorsers']);
    });

    it('says which orderer is away, and goes on, while a majority is left', async () => {
      const [first] = live.network.topology.orderers;
      await stop(first!.name);
      await eventually(
        async () =>
          expect((await answer()).writesDetail).to.include(`127.0.0.1:${first!.port}: ECONNREFUSED`),
        { patienceMs: 60_000, everyMs: 500 },
      );
      expect(await answer()).to.include({ reads: 200, writes: 200 });
      await restart(first!.name);
    });

    it('takes reads alone while the orderers have lost their majority, and writes again once they have it', async () => {
      const lost = live.network.topology.orderers.slice(0, 2).map(({ name }) => name);
      await stop(...lost);
      const { writesDetail } = await until({ reads: 200, writes: 503 });
      expect(writesDetail).to.include('1 of 3 orderers answer, 2 must');
      expect(await doctorFails()).to.deep.equal(['orderers', 'writes']);
      expect(await reads()).to.equal(200);
      await restart(...lost);
      await until({ reads: 200, writes: 200 });
      await write('after-orderers');
    });

    it('notices that too few endorsers are left, before anybody writes', async () => {
      const others = ['peer-certifier', 'peer-payments'];
      await stop(...others);
      const { writesDetail } = await until({ reads: 200, writes: 503 });
      expect(writesDetail).to.include('too few live endorsers');
      expect(await doctorFails()).to.deep.equal(['endorsers', 'writes']);
      await restart(...others);
      await until({ reads: 200, writes: 200 });
    });

    it('takes reads alone while its own peer is away', async () => {
      await stop('peer-platform');
      await until({ reads: 200, writes: 503 });
      expect(await reads()).to.equal(200);
      await restart('peer-platform');
      await until({ reads: 200, writes: 200 });
      await write('after-peer');
    });
  });
});
