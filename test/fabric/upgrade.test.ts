import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect } from 'chai';
import { parseBatch } from '../../chaincode/domain/batch/parse.js';
import { Refusal } from '../../chaincode/domain/errors.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { formatTime } from '../../chaincode/domain/time.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { loadConfig } from '../../gateway/data-dir/config.js';
import { connectLedger } from '../../gateway/ledger/connect/connect.js';
import { LedgerError, type LedgerPort } from '../../gateway/ledger/port.js';
import { ProjectionStore } from '../../gateway/projection/store.js';
import { startGateway, type Gateway } from '../../gateway/start/server.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import { compiledContract } from '../../network/launch.js';
import type { OrganisationNode } from '../../network/topology.js';
import { upgradeChaincode } from '../../network/upgrade.js';
import { clock, World } from '../gateway/harness.js';
import {
  approvalOf,
  defaultAuthority,
  firstKinds,
  signApproval,
  signProposal,
} from '../support/consortium.js';
import { commitment, fulfilmentRecord, orderRecord } from '../support/records.js';
import { olderProgram, type OlderProgram } from './older-program.js';
import { whereFabricIsFound } from './programs.js';
import { temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

const adapters = ['fabric-network', 'fabric-gateway', 'fabric-network'] as const;

whereFabricIsFound('an upgrade while batches flow', () => {
  describe('an upgrade while batches flow', () => {
    let world: World;
    let older: OlderProgram;
    let started: TemporaryNetwork;
    let ledger: LedgerPort;
    let writers: Writers;
    const gateways: Gateway[] = [];
    let seq = 0;

    const organisations = (): readonly OrganisationNode[] => started.network.topology.organisations;
    const dataOf = (index: number): string => join(world.dir, `gateway-${index}`);

    async function start(index: number, program: typeof startGateway): Promise<void> {
      const org = organisations()[index] as OrganisationNode;
      const { topology, layout } = started.network;
      gateways[index] = await program(
        loadConfig({
          STL_PORT: '0',
          STL_LOG_LEVEL: 'silent',
          // No Seals by the clock: the test seals when it is ready.
          STL_SEAL_EVERY: '0',
          STL_DATA_DIR: dataOf(index),
          STL_ORG: org.name,
          STL_LEDGER: adapters[index],
          STL_FABRIC_PROFILE: writeGatewayProfile(org, topology, layout),
        }),
      );
    }

    /** The same data directory under the newer program. */
    async function upgrade(index: number): Promise<void> {
      writers.leave(index);
      await (gateways[index] as Gateway).close();
      await start(index, startGateway);
      writers.use(index, gateways[index] as Gateway);
    }

    async function enact(action: Action): Promise<void> {
      const proposal = {
        ledger: world.consortium.ledger,
        ...{ seq, base: seq, action },
        expires: formatTime(clock() + 3_600),
      };
      const proposed = await signProposal(world.organisation('platform'), proposal);
      const { result } = await ledger.submit({ name: 'Propose', args: [proposed] });
      const { id } = JSON.parse(result) as { id: string };
      const approval = await signApproval(world.organisation('certifier'), proposal.ledger, id);
      await ledger.submit({ name: 'Approve', args: [approval] });
      seq += 1;
    }

    const enableKinds = (): Promise<void> =>
      enact({
        type: 'authority.set',
        authority: {
          ...defaultAuthority,
        },
      });
    const activate = (): Promise<void> =>
      enact({ type: 'fold.activate', fold: { version: 2, fromEpoch: 1 } });
    const seal = async (): Promise<void> => {
      await ledger.submit({ name: 'Seal', args: ['1'] });
    };
    const submit = async (as: string, record: FactRecord): Promise<string> => {
      const call = { name: 'SubmitBatch', args: [], transient: { batch: await world.batch(as, [record]) } };
      return (JSON.parse((await ledger.submit(call)).result) as { batch: string }).batch;
    };
    const trace = (name: string): FactRecord => ({
      kind: 'trace',
      seller: 'demo-platform.shop1',
      at: '2026-05-02T10:00:00Z',
      order: commitment(name),
      event: 'departed',
    });
    const refusal = async (work: Promise<unknown>): Promise<string> => {
      const error: unknown = await work.then(
        () => expect.fail('was not refused'),
        (reason: unknown) => reason,
      );
      const cause = error instanceof LedgerError ? error.cause : undefined;
      if (!(cause instanceof Refusal)) throw error;
      return cause.code;
    };
    const stateOf = (gateway: Gateway): string => gateway.queries.status().state;
    const readyz = async (gateway: Gateway): Promise<{ status: number; body: string }> => {
      const answer = await fetch(`${gateway.url}/readyz`);
      return { status: answer.status, body: await answer.text() };
    };

    before(async function () {
      this.timeout(180_000);
      [world, older] = await Promise.all([World.found(firstKinds), olderProgram()]);
      started = await temporaryNetwork({ contract: older.contract });
      const { topology, layout } = started.network;
      for (const [index, org] of organisations().entries()) {
        await mkdir(join(dataOf(index), 'orgs'), { recursive: true });
        await cp(join(world.dir, 'consortium.json'), join(dataOf(index), 'consortium.json'));
        await cp(join(world.dir, 'orgs', org.name), join(dataOf(index), 'orgs', org.name), {
          recursive: true,
        });
      }
      const profile = writeGatewayProfile(organisations()[0] as OrganisationNode, topology, layout, {
        administrators: [...organisations()],
      });
      ledger = await connectLedger({ adapter: 'fabric-gateway', profile });
      const { document } = world.consortium;
      for (const organisation of document.organisations.slice(0, 2)) {
        const call = { name: 'InitConsortium', args: await approvalOf(document, organisation) };
        await ledger.submit(call, `admin:${organisation.mspId}`);
      }
      writers = new Writers(world);
      for (const index of organisations().keys()) {
        await start(index, older.startGateway);
        writers.use(index, gateways[index] as Gateway);
      }
      writers.start();
      await writers.atLeast(5);
    });
    after(async function () {
      await writers?.stop();
      for (const gateway of gateways) await gateway.close();
      await ledger?.close();
      await started?.remove();
      await older?.remove();
      await world?.remove();
    });

    it('cannot enable what the chaincode in force does not know', async function () {
      expect(await refusal(enableKinds())).to.equal('document_schema');
      expect(await refusal(activate())).to.equal('document_schema');
      expect(await refusal(submit('demo-carrier', trace('early')))).to.equal('kind_not_enabled');
    });

    it('puts the next sequence of the chaincode in force, and batches flow on', async function () {
      const steps: string[] = [];
      const options = { contract: compiledContract, onStep: (title: string) => steps.push(title) };
      expect(await upgradeChaincode(started.network, options)).to.deep.equal({ version: '2', sequence: 2 });
      expect(steps.at(-1)).to.include('ending');
      await writers.atLeast(writers.count + 5);
    });

    it('upgrades two gateways one at a time, on what they had folded', async function () {
      for (const index of [0, 1]) {
        const { height } = (gateways[index] as Gateway).queries.status();
        await upgrade(index);
        expect((gateways[index] as Gateway).queries.status().height).to.be.at.least(height);
        await writers.atLeast(writers.count + 3);
      }
    });

    it('enables the kinds by proposal; they stay unknown until the epoch', async function () {
      await enableKinds();
      await activate();
      expect(await refusal(submit('demo-carrier', trace('before')))).to.equal('kind_not_enabled');
      await writers.atLeast(writers.count + 3);
      for (const gateway of gateways) expect(stateOf(gateway)).to.equal('running');
    });

    it('takes the kinds from the epoch on; the older gateway stops and says why, and takes batches on', async function () {
      await seal();
      const batch = await submit('demo-carrier', trace('after'));
      await until(() => stateOf(gateways[2] as Gateway) === 'upgrade_required');
      const { status, body } = await readyz(gateways[2] as Gateway);
      expect(status).to.equal(503);
      expect(body).to.include('upgrade_required');
      const stopped = (gateways[2] as Gateway).queries.status().height;
      await writers.atLeastBy(2, 2);
      expect((gateways[2] as Gateway).queries.status().height).to.equal(stopped);
      for (const gateway of gateways.slice(0, 2)) {
        await until(() => gateway.queries.record(`${batch}.0`) !== undefined);
        expect((await readyz(gateway)).status).to.equal(200);
      }
    });

    it('lets the third gateway go on once it is upgraded too', async function () {
      await upgrade(2);
      await writers.atLeastBy(2, 2);
      await until(async () => (await readyz(gateways[2] as Gateway)).status === 200);
    });

    it('has lost nothing, and every organisation has folded the same bytes', async function () {
      await writers.stop();
      for (const gateway of gateways) {
        await until(() => [...writers.acknowledged].every((id) => gateway.queries.batch(id) !== undefined));
        await until(async () => gateway.queries.status().height === (await gateway.ledger.height()));
      }
      expect(new Set(gateways.map((gateway) => gateway.queries.status().height)).size).to.equal(1);
      expect(gateways.map(({ queries }) => queries.status().records)).to.deep.equal(
        gateways.map(() => (gateways[0] as Gateway).queries.status().records),
      );
      for (const gateway of gateways.splice(0)) await gateway.close();
      const digests = new Set<string>();
      for (const index of organisations().keys()) {
        const store = await ProjectionStore.open(join(dataOf(index), 'projection'));
        expect(store.checkpoint()).to.include({ foldVersion: 2 });
        digests.add(await store.digest());
        await store.close();
      }
      expect(digests.size).to.equal(1);
    });
  });
});

async function until(met: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await met())) await pause(50);
}

/** One writer a gateway; each sends batch after batch, and the same one again until some gateway has acknowledged it. */
class Writers {
  /** Ids of batches that a gateway has answered with 201 or 202. */
  readonly acknowledged = new Set<string>();
  readonly #gateways = new Map<number, Gateway>();
  readonly #counts = [0, 0, 0];
  readonly #running: Promise<void>[] = [];
  #stopped = false;

  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get count(): number {
    return this.acknowledged.size;
  }

  use(index: number, gateway: Gateway): void {
    this.#gateways.set(index, gateway);
  }

  leave(index: number): void {
    this.#gateways.delete(index);
  }

  start(): void {
    for (const index of this.#counts.keys()) this.#running.push(this.#write(index));
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#running);
  }

  atLeast(count: number): Promise<void> {
    return until(() => this.count >= count);
  }

  atLeastBy(index: number, more: number): Promise<void> {
    const target = (this.#counts[index] ?? 0) + more;
    return until(() => (this.#counts[index] ?? 0) >= target);
  }

  async #write(index: number): Promise<void> {
    for (let serial = 0; !this.#stopped; serial++) {
      const name = `${index}-${serial}`;
      const body = await this.#world.batch('demo-platform', [orderRecord(name), fulfilmentRecord(name)]);
      const id = await this.#send(index, body);
      this.acknowledged.add(id);
      this.#counts[index] = (this.#counts[index] ?? 0) + 1;
    }
  }

  /** Its own gateway, or another while that one is being upgraded. Gives the batch's id. */
  async #send(index: number, body: Uint8Array): Promise<string> {
    for (;;) {
      const gateway = this.#gateways.get(index) ?? [...this.#gateways.values()][0];
      const answer = await fetch(`${gateway?.url}/v1/batches`, {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson', prefer: 'wait=5' },
        body,
      }).catch(() => undefined);
      if (answer?.status === 201) return ((await answer.json()) as { batch: string }).batch;
      if (answer?.status === 202) return parseBatch(body, 1, nodeCrypto).id;
      await answer?.text();
      await pause(50);
    }
  }
}
