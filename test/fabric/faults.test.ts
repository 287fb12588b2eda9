import { expect } from 'chai';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import { LedgerError, type LedgerPort } from '../../gateway/ledger/port.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import { StoredNetwork } from '../../network/stored-network.js';
import {
  bftOfFour,
  raftOfThree,
  type OrganisationNode,
  type TopologyChoice,
} from '../../network/topology.js';
import { whereFabricIsFound, whereFabricOrdersByBft } from './programs.js';
import { blocksOf } from './replay.js';
import { suiteContract, temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

whereFabricIsFound('a Fabric network of which parts fail', () => {
  faults('fabric-network', raftOfThree);
  faults('fabric-gateway', raftOfThree);
});

whereFabricOrdersByBft('a Fabric network ordered by BFT of which parts fail', () => {
  faults('fabric-gateway', bftOfFour);
});

function faults(adapter: 'fabric-network' | 'fabric-gateway', choice: TopologyChoice): void {
  describe(`a Fabric network of which parts fail: ${adapter}, ${choice.consensus}`, () => {
    let started: TemporaryNetwork;
    let stored: StoredNetwork;
    let ledger: LedgerPort;
    const acknowledged = new Set<string>();
    let serial = 0;

    before(async function () {
      started = await temporaryNetwork({ choice, contract: suiteContract });
      const { topology, layout } = started.network;
      stored = new StoredNetwork(layout.dir);
      const profile = writeGatewayProfile(topology.organisations[0] as OrganisationNode, topology, layout);
      ledger = await connectLedger({ adapter, profile });
    });
    after(async function () {
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
          if (!(error instanceof LedgerError) || ['refused', 'rejected'].includes(error.code)) throw error;
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

    // Peers and chaincode are the same, whatever orders.
    if (choice.consensus === 'raft') peersAndChaincode();

    function peersAndChaincode(): void {
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
    }

    it('goes on while an orderer that does not lead restarts', async function () {
      this.timeout(90_000);
      const leader = await leaderOf(started);
      const other = started.network.topology.orderers.find(({ name }) => name !== leader)!;
      await writesGoOnAfter(other.name, true);
    });

    it('goes on after the leading orderer was killed', async function () {
      await writesGoOnAfter(await leaderOf(started), false);
    });

    it('has every acknowledged write exactly once, in blocks without a gap', async function () {
      const blocks = await blocksOf(ledger, await ledger.height());
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

async function leaderOf({ network }: TemporaryNetwork): Promise<string> {
  for (const orderer of network.topology.orderers) {
    const page = await fetch(`http://127.0.0.1:${orderer.operationsPort}/metrics`);
    if (/consensus_(etcdraft|BFT)_is_leader\{[^}]*\} 1/.test(await page.text())) return orderer.name;
  }
  throw new Error('No orderer leads.');
}
