import { existsSync, readFileSync } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { readGenesis } from '../../chaincode/domain/governance/genesis.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import type { HostedOrganisation } from '../../gateway/ledger/embedded/index.js';
import type { CommittedBlock } from '../../gateway/ledger/port.js';
import { Projector } from '../../gateway/projection/projector.js';
import { ProjectionStore } from '../../gateway/projection/store.js';
import { readKeyFile } from '../../gateway/data-dir/key-files.js';
import { createClient, importSigner } from '../../gateway/sdk/client/index.js';
import { fileSigner } from '../../gateway/signing/file-signer.js';
import { serveSigner } from '../../gateway/signing/remote/signer-server.js';
import { gatewayCommand, gatewayUrl } from '../../network/gateway-process.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import type { OrganisationNode } from '../../network/topology.js';
import { raftOfThree } from '../../network/topology.js';
import { eventually } from '../../network/wait.js';
import { fulfilmentRecord, orderRecord } from '../support/records.js';
import { sealEpoch } from '../support/seal.js';
import { LiveGateways } from './live-gateways.js';
import { whereFabricIsFound } from './programs.js';
import { blocksOf, replayed } from './replay.js';

const seller = '/v1/sellers/demo-platform.shop1';

whereFabricIsFound('gateways of three organisations on Fabric', () => {
  describe('gateways of three organisations on Fabric', () => {
    let live: LiveGateways;
    let platform: OrganisationNode;
    let certifier: OrganisationNode;
    let payments: OrganisationNode;

    before(async function () {
      live = await LiveGateways.start({ ...raftOfThree, client: 'fabric-network' });
      [platform, certifier, payments] = live.organisations as [
        OrganisationNode,
        OrganisationNode,
        OrganisationNode,
      ];
    });
    after(async function () {
      await live?.stop();
    });

    const order = (name: string): Promise<string> =>
      live.post(platform, 'demo-platform', [orderRecord(name)], 0);
    const payment = (name: string): Promise<string> =>
      live.post(
        payments,
        'demo-pay',
        [
          {
            kind: 'payment',
            seller: 'demo-platform.shop1',
            at: '2026-05-01T11:00:00Z',
            order: orderRecord(name).order,
            token: orderRecord(`token of ${name}`).order,
            event: 'settled',
            amount: { currency: 'BRL', band: 8 },
          },
        ],
        0,
      );

    it('give the same score and the same receipt for a batch that one of them took', async function () {
      const delivered = fulfilmentRecord('a', { at: '2026-05-06T10:00:00Z', event: 'delivered' });
      delete (delivered as { tracking?: string }).tracking;
      const records = [orderRecord('a'), fulfilmentRecord('a'), delivered];
      const batch = await live.post(platform, 'demo-platform', records, 20);
      const receipts = await Promise.all(live.organisations.map((org) => live.receipt(org, batch)));
      expect(receipts[0]).to.include({ batch, n: 3 });
      for (const receipt of receipts) expect(receipt).to.deep.equal(receipts[0]);
      const answers = await Promise.all(
        live.organisations.map(async (org) =>
          (await live.client(org)).get<Record<string, unknown>>(`${seller}/score`),
        ),
      );
      expect(answers[0]?.value).to.include({ seller: 'demo-platform.shop1', status: 'not-enough-history' });
      for (const { value } of answers) expect(facts(value)).to.deep.equal(facts(answers[0]!.value));
      expect(new Set(answers.map(({ signedBy }) => signedBy)).size).to.equal(live.organisations.length);
    });

    it('agree on the first epoch by themselves, each by its own fold', async () => {
      const epochs = await Promise.all(
        live.organisations.map((org) =>
          eventually(
            async () => {
              const answer = await fetch(`${gatewayUrl(org)}/v1/epochs/agreed`);
              const epoch = (await answer.json()) as { n: number; silent: string[] };
              expect(epoch.silent).to.deep.equal([]);
              return epoch;
            },
            { patienceMs: 15_000 },
          ),
        ),
      );
      for (const epoch of epochs) expect(epoch).to.deep.equal(epochs[0]);
      expect(epochs[0]).to.include({ n: 1 });
    });

    it('sign the trust list by themselves, each with the key of its own organisation', async () => {
      const lists = await Promise.all(
        live.organisations.map((org) =>
          eventually(
            async () => {
              const answer = await fetch(`${gatewayUrl(org)}/v1/trust-list`);
              const { versions } = (await answer.json()) as { versions: { signatures: string[] }[] };
              expect(versions[0]?.signatures).to.have.length(3);
              return versions;
            },
            { patienceMs: 15_000 },
          ),
        ),
      );
      for (const versions of lists) expect(versions).to.deep.equal(lists[0]);
      const kids = lists[0]?.[0]?.signatures.map((jws) => {
        const header = Buffer.from(jws.split('.')[0] ?? '', 'base64url').toString();
        return (JSON.parse(header) as { kid: string }).kid;
      });
      expect(new Set(kids).size).to.equal(3);
    });

    it('fold nothing of a batch that one organisation alone endorsed', async function () {
      const client = await live.client(platform, 'demo-platform');
      const smuggled = await client.signBatch([orderRecord('smuggled')], { as: 'demo-platform' });
      const { layout, topology } = live.network;
      const profile = writeGatewayProfile(platform, topology, layout, { endorsements: 1 });
      const ledger = await connectLedger({ adapter: 'fabric-gateway', profile });
      writeGatewayProfile(platform, topology, layout); // what its own gateway reads when it restarts
      const call = { name: 'SubmitBatch', args: [], transient: { batch: smuggled.bytes } };
      const error: unknown = await ledger.submit(call).catch((reason: unknown) => reason);
      const height = await ledger.height();
      await ledger.close();
      expect(error).to.have.property('code', 'rejected');
      expect((error as Error).message).to.include('ENDORSEMENT_POLICY_FAILURE');
      for (const org of live.organisations) {
        await eventually(
          async () => {
            if ((await readiness(org)).projection.height < height) throw new Error('not folded yet');
          },
          { patienceMs: 30_000 },
        );
        const answer = await fetch(`${gatewayUrl(org)}/v1/batches/${smuggled.id}`);
        expect(answer.status).to.equal(404);
      }
    });

    it('lose nothing when one is killed between sending a transaction and its commit', async function () {
      const { processes, programs, topology } = live.network;
      const orderers = topology.orderers.map(({ name }) => name);
      for (const name of orderers) processes.signal(name, 'SIGSTOP');
      try {
        const before = await endorsed(platform);
        for (let n = 0; n < 4; n += 1) await order(`killed-${n}`);
        // Endorsed and on its way; no orderer can take it.
        await eventually(
          async () => {
            if ((await endorsed(platform)) <= before) throw new Error('nothing was endorsed');
          },
          { patienceMs: 30_000 },
        );
        processes.signal('gateway-platform', 'SIGKILL');
      } finally {
        for (const name of orderers) processes.signal(name, 'SIGCONT');
      }
      await live.stored.restart('gateway-platform', programs);
      await order('after the kill');
      await live.everywhere();
    });

    it('lose nothing while a peer is suspended for 20 s, and go on after it', async function () {
      this.timeout(180_000);
      const { processes } = live.network;
      processes.signal('peer-certifier', 'SIGSTOP');
      try {
        for (let n = 0; n < 4; n += 1) {
          await order(`suspended-${n}`);
          await payment(`suspended-${n}`);
        }
        await pause(20_000); // the fault itself: it must outlast what a short hiccup would
      } finally {
        processes.signal('peer-certifier', 'SIGCONT');
      }
      await order('after the suspension');
      await live.everywhere();
    });

    it('let one that starts late, with nothing, catch up and say how far it is', async function () {
      const { layout, processes, programs } = live.network;
      await processes.stop('gateway-payments');
      for (const part of ['projection', 'projection.newest', 'jobs', 'jobs.newest'])
        await rm(join(layout.gatewayData(payments), part), { recursive: true });
      await live.post(
        platform,
        'demo-platform',
        Array.from({ length: 200 }, (_, n) => orderRecord(`late-${n}`)),
        20,
      );
      await live.stored.restart('gateway-payments', programs);
      await live.everywhere();
      const ready = await readiness(payments);
      expect(ready.projection.height).to.equal(ready.ledger.height);
      expect(ready).to.include({ ready: true, backlog: 0 });
    });

    describe('once all have stopped', () => {
      let blocks: CommittedBlock[];
      let height: number;

      before(async function () {
        const heights = (): Promise<number[]> =>
          Promise.all(live.organisations.map(async (org) => (await readiness(org)).projection.height));
        height = await eventually(
          async () => {
            const all = await heights();
            if (new Set(all).size > 1) throw new Error(`heights differ: ${all.join(', ')}`);
            return all[0]!;
          },
          { patienceMs: 60_000 },
        );
        const { layout, processes } = live.network;
        await Promise.all(live.organisations.map((org) => processes.stop(`gateway-${org.name}`)));
        const ledger = await connectLedger({ adapter: 'fabric-gateway', profile: layout.profile(certifier) });
        blocks = await blocksOf(ledger, height);
        await ledger.close();
      });

      it('every acknowledged batch is on the ledger exactly once', () => {
        const held = blocks
          .flatMap(({ transactions }) => transactions)
          .flatMap(({ writes }) => writes)
          .filter(({ key }) => key.startsWith('batch/'))
          .map(({ key }) => key.slice('batch/'.length));
        expect(held).to.have.length(new Set(held).size);
        expect(held).to.include.members([...live.acknowledged]);
      });

      it('their projections are the same, byte for byte, and that of the embedded ledger', async function () {
        const { layout } = live.network;
        const digests = await Promise.all(
          live.organisations.map((org) => digestOf(join(layout.gatewayData(org), 'projection'))),
        );
        for (const found of digests) expect(found).to.deep.equal({ ...digests[0], height });

        const genesis = readFileSync(join(layout.gatewayData(platform), 'consortium.json'), 'utf8');
        const { document, ledger } = readGenesis(genesis, nodeCrypto.sha256);
        const hosted = live.organisations.map(({ name, mspId }): HostedOrganisation => {
          const file = join(layout.gatewayData(live.org(name)), 'orgs', name, 'sign.jwk.json');
          return { mspId, signKey: JSON.parse(readFileSync(file, 'utf8')) as HostedOrganisation['signKey'] };
        });
        const again = await replayed(blocks, document, ledger, hosted, join(layout.dir, 'replay'));
        const fresh = join(layout.dir, 'replayed-projection');
        await fold(again, fresh);
        expect(await digestOf(fresh)).to.deep.equal(digests[0]);
      });
    });

    // After the replay: a second Seal may stand behind a transaction of a later second, whose time the embedded ledger
    // would give to the Seal, too.
    describe('once they are started again', () => {
      before(async () => {
        const { programs } = live.network;
        for (const org of [platform, certifier]) await live.stored.restart(`gateway-${org.name}`, programs);
      });

      it('speak with keys that a signer process holds, and with none in the data directory', async () => {
        const { layout, processes, programs, topology } = live.network;
        const own = join(layout.gatewayData(payments), 'orgs', 'payments');
        const elsewhere = join(layout.dir, 'keys-of-payments');
        const socket = join(layout.dir, 'signer.sock');
        await processes.stop('gateway-payments');
        await rename(own, elsewhere);
        const signer = await serveSigner(fileSigner(elsewhere), {
          ...{ socket, group: false, report: () => undefined },
          uses: ['sign', 'log', 'cosigner'],
        });
        try {
          const command = gatewayCommand(payments, topology, layout);
          processes.start({ ...command, env: { ...command.env, STL_SIGNER: `unix:${socket}` } });
          await live.stored.awaitWorking(['gateway-payments']);
          expect(existsSync(own)).to.equal(false);
          await payment('signed elsewhere');
          await live.everywhere();
          const admin = await importSigner(await readKeyFile(layout.adminKey(platform)));
          const epoch = await sealEpoch(createClient({ url: gatewayUrl(platform), signer: admin }));
          const { value } = await (
            await live.client(payments)
          ).get<{ agree: string[] }>(`/v1/epochs/${epoch}`);
          expect(value.agree).to.deep.equal(['certifier', 'payments', 'platform']);
        } finally {
          await processes.stop('gateway-payments');
          await signer.close();
          await rename(elsewhere, own);
          await live.stored.restart('gateway-payments', programs);
        }
      });
    });
  });
});

/** An answer without the links that name the gateway that gave it. */
function facts(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'contest'));
}

interface Ready {
  readonly ready: boolean;
  readonly backlog: number;
  readonly ledger: { readonly height: number };
  readonly projection: { readonly height: number };
}

async function readiness(org: OrganisationNode): Promise<Ready> {
  return (await (await fetch(`${gatewayUrl(org)}/readyz`)).json()) as Ready;
}

/** How many proposals an organisation's peer has endorsed. */
async function endorsed(org: OrganisationNode): Promise<number> {
  const page = await (await fetch(`http://127.0.0.1:${org.peerOperationsPort}/metrics`)).text();
  return Number(/^endorser_successful_proposals (\d+)/m.exec(page)?.[1] ?? 0);
}

async function digestOf(directory: string): Promise<{ digest: string; height: number | undefined }> {
  const store = await ProjectionStore.open(directory);
  try {
    return { digest: await store.digest(), height: store.checkpoint()?.height };
  } finally {
    await store.close();
  }
}

async function fold(blocks: readonly CommittedBlock[], directory: string): Promise<void> {
  const store = await ProjectionStore.open(directory);
  const ledger = {
    height: () => Promise.resolve(blocks.length),
    async *blocks(from: number) {
      for (const block of blocks.slice(from)) yield await Promise.resolve(block);
    },
  };
  const projector = new Projector(ledger, store, nodeCrypto);
  await projector.start();
  await projector.folded(blocks.length - 1, AbortSignal.timeout(30_000));
  await projector.stop();
  await store.close();
}
