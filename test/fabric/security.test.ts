import { readFileSync } from 'node:fs';
import { connect } from 'node:tls';
import { expect } from 'chai';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import { LedgerError, type CommittedBlock, type LedgerPort } from '../../gateway/ledger/port.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import type { TlsFiles } from '../../network/layout.js';
import { PeerAdmin } from '../../network/peer-admin.js';
import { ProgramFailed } from '../../network/run-program.js';
import type { OrganisationNode } from '../../network/topology.js';
import { whereFabricIsFound } from './programs.js';
import { suiteContract, temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

whereFabricIsFound('what one organisation cannot do alone on Fabric', () => {
  describe('what one organisation cannot do alone on Fabric', () => {
    let started: TemporaryNetwork;
    let org: OrganisationNode;

    before(async function () {
      started = await temporaryNetwork({ contract: suiteContract });
      [org] = started.network.topology.organisations as [OrganisationNode];
    });
    after(async function () {
      await started?.remove();
    });

    for (const adapter of ['fabric-network', 'fabric-gateway'] as const) {
      it(`write: a transaction it alone endorsed takes no effect (${adapter})`, async function () {
        const { topology, layout } = started.network;
        const profile = writeGatewayProfile(org, topology, layout, { endorsements: 1 });
        const ledger = await connectLedger({ adapter, profile });
        try {
          const from = await ledger.height();
          const key = `alone-${adapter}`;
          const error: unknown = await ledger
            .submit({ name: 'PutOnce', args: [key, 'mine'] })
            .catch((reason: unknown) => reason);
          expect(error).to.be.instanceOf(LedgerError).with.property('code', 'rejected');
          expect((error as LedgerError).message).to.include('ENDORSEMENT_POLICY_FAILURE');
          const block = await next(ledger, from);
          expect(block.transactions).to.deep.equal([]);
          await ledger.evaluate({ name: 'Get', args: [key] }).then(
            () => expect.fail('the key was written'),
            (reason: unknown) => expect(reason).to.have.property('code', 'refused'),
          );
        } finally {
          await ledger.close();
        }
      });
    }

    it('change the rules: a chaincode definition that it alone approved cannot be committed', async function () {
      const { topology, layout, programs, package: pack } = started.network;
      const admin = new PeerAdmin(org, topology, layout, programs);
      const definition = { version: '2', sequence: 2 };
      await admin.approve(definition, pack);
      const error: unknown = await admin
        .commit(definition, topology.organisations)
        .catch((reason: unknown) => reason);
      expect(error).to.be.instanceOf(ProgramFailed);
    });

    it("use another's chaincode process: it speaks only to who holds its own peer's certificate", async function () {
      const { layout, topology } = started.network;
      const other = topology.organisations[1] as OrganisationNode;
      const own = layout.chaincodeTls(other, 'peer');
      expect(await speaks(other.chaincodePort, own.authority, own)).to.equal(true);
      expect(await speaks(other.chaincodePort, own.authority)).to.equal(false);
      expect(await speaks(other.chaincodePort, own.authority, layout.chaincodeTls(org, 'peer'))).to.equal(
        false,
      );
    });
  });
});

async function next(ledger: LedgerPort, from: number): Promise<CommittedBlock> {
  for await (const block of ledger.blocks(from, new AbortController().signal)) return block;
  throw new Error('no block');
}

/** Whether the server there begins to speak HTTP/2. With TLS 1.3 a server refuses a client after the handshake. */
function speaks(port: number, authority: string, client?: TlsFiles): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({
      host: '127.0.0.1',
      port,
      ca: readFileSync(authority),
      ALPNProtocols: ['h2'],
      ...(client ? { cert: readFileSync(client.certificate), key: readFileSync(client.key) } : {}),
    });
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
    socket.once('close', () => resolve(false));
  });
}
