import { expect } from 'chai';
import { connectLedger } from '../../gateway/ledger/connect.js';
import { LedgerError, type CommittedBlock, type LedgerPort } from '../../gateway/ledger/port.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import { StoredNetwork } from '../../network/stored-network.js';
import type { OrganisationNode } from '../../network/topology.js';
import { whereFabricIsFound } from './programs.js';
import { suiteContract, temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

whereFabricIsFound('a Fabric network of which parts fail', () => {
  for (const adapter of ['fabric-network', 'fabric-gateway'] as const) {
    describe(`a Fabric network of which parts fail: ${adapter}`, () => {
      let started: TemporaryNetwork;
      let stored: StoredNetwork;
      let ledger: LedgerPort;
      const acknowledged = new Set<string>();
      let serial = 0;

      before(async function () {
        this.timeout(120_000);
        started = await temporaryNetwork({ contract: suiteContract });
        const { topology, layout } = started.network;
        stored = new StoredNetwork(layout.dir);
        const profile = writeGatewayProfile(topology.organisations[0] as OrganisationNode, topology, layout);
        ledger = await connectLedger({ adapter, profile });
      });
      after(async function () {
        this.timeout(60_000);
        await ledger?.close();
        await started?.remove();
      });

      /** As a job queue does: the same content again until it is acknowledged. */
      async function write(): Promise<void> {
        const key = `fault-${(serial += 1)}`;
        for (;;) {
          try {
            await ledger.submit({ name: 'PutOnce', args: [key, key] });
            acknowledged.add(key);
            return;
          } catch (error) {
            if (!(error instanceof LedgerError) || error.code === 'refused') throw error;
          }
        }
      }

      async function writesGoOnAfter(node: string, restart: boolean): Promise<void> {
        const { processes, programs } = started.network;
        const running = Array.from({ length: 8 }, write);
        processes.signal(node, 'SIGKILL');
        if (restart) await stored.restart(node, programs);
        await Promise.all(running);
        await write();
      }

      it('goes on after its own peer was killed', async function () {
        this.timeout(90_000);
        await writesGoOnAfter('peer-platform', true);
      });

      it('goes on while another endorser is gone, with the third', async function () {
        this.timeout(90_000);
        await writesGoOnAfter('peer-certifier', false);
        await stored.restart('peer-certifier', started.network.programs);
      });

      it('goes on after its chaincode process was killed', async function () {
        this.timeout(90_000);
        await writesGoOnAfter('chaincode-platform', true);
      });

      it('goes on after the Raft leader was killed', async function () {
        this.timeout(120_000);
        await writesGoOnAfter(await raftLeader(started), false);
      });

      it('has every acknowledged write exactly once, in blocks without a gap', async function () {
        this.timeout(60_000);
        const stop = new AbortController();
        const height = await ledger.height();
        const blocks: CommittedBlock[] = [];
        for await (const block of ledger.blocks(0, stop.signal)) {
          blocks.push(block);
          if (block.number + 1 >= height) stop.abort();
        }
        expect(blocks.map(({ number }) => number)).to.deep.equal(blocks.map((_, index) => index));
        const keys = blocks
          .flatMap(({ transactions }) => transactions)
          .flatMap(({ writes }) => writes)
          .map(({ key }) => key)
          .filter((key) => key.startsWith('fault-'));
        expect(keys.sort()).to.deep.equal([...acknowledged].sort());
      });
    });
  }
});

async function raftLeader({ network }: TemporaryNetwork): Promise<string> {
  for (const orderer of network.topology.orderers) {
    const page = await fetch(`http://127.0.0.1:${orderer.operationsPort}/metrics`);
    if (/consensus_etcdraft_is_leader\{[^}]*\} 1/.test(await page.text())) return orderer.name;
  }
  throw new Error('No orderer leads.');
}
