import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, importSigner, type Client, type PrivateJwk } from '../../gateway/sdk/client/index.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { gatewayUrl } from '../../network/gateway-process.js';
import type { Network } from '../../network/launch.js';
import { StoredNetwork } from '../../network/stored-network.js';
import type { OrganisationNode, TopologyChoice } from '../../network/topology.js';
import { bringUp } from '../../network/up.js';
import { eventually } from '../../network/wait.js';

/** A whole network as `network:up` starts it: Fabric, a founded consortium, and each organisation's gateway process. */
export class LiveGateways {
  readonly stored: StoredNetwork;
  /** Ids of the batches that a gateway took, by receipt or for its queue. */
  readonly acknowledged = new Set<string>();

  readonly #parent: string;

  private constructor(
    readonly network: Network,
    parent: string,
  ) {
    this.#parent = parent;

    this.stored = new StoredNetwork(network.layout.dir);
  }

  /** `dir`: below a new temporary directory unless it is named. */
  static async start(
    choice: TopologyChoice,
    options: { readonly dir?: string; readonly contract?: string } = {},
  ): Promise<LiveGateways> {
    const parent = await mkdtemp(join(tmpdir(), 'stl-live-'));
    try {
      return new LiveGateways(await bringUp({ dir: join(parent, 'network'), choice, ...options }), parent);
    } catch (error) {
      await rm(parent, { recursive: true, force: true });
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.stored.stop();
    await rm(this.#parent, { recursive: true, force: true });
  }

  get organisations(): readonly OrganisationNode[] {
    return this.network.topology.organisations;
  }

  org(name: string): OrganisationNode {
    return this.organisations.find((org) => org.name === name)!;
  }

  /** A client of an organisation's gateway that signs with the key of one of that organisation's participants. */
  async client(org: OrganisationNode, as?: string): Promise<Client> {
    const url = gatewayUrl(org);
    if (as === undefined) return createClient({ url });
    const file = join(this.network.layout.gatewayData(org), 'demo', 'keys', `${as}.jwk.json`);
    const key = JSON.parse(readFileSync(file, 'utf8')) as PrivateJwk;
    return createClient({ url, signer: await importSigner(key) });
  }

  /** Gives the batch's id once the gateway has acknowledged it. `wait`: as in the SDK, seconds. */
  async post(
    org: OrganisationNode,
    as: string,
    records: readonly FactRecord[],
    wait: number,
  ): Promise<string> {
    const client = await this.client(org, as);
    const batch = await client.signBatch(records, { as });
    await client.send(batch, { wait, retries: 30 });
    this.acknowledged.add(batch.id);
    return batch.id;
  }

  /** Waits until a gateway answers with the receipt of a batch. */
  async receipt(org: OrganisationNode, batch: string): Promise<unknown> {
    const client = await this.client(org);
    const ask = () => client.get(`/v1/batches/${batch}`, { retries: 0 });
    return (await eventually(ask, { patienceMs: 90_000 })).value;
  }

  /** Waits until every gateway has every acknowledged batch. */
  async everywhere(): Promise<void> {
    for (const org of this.organisations)
      for (const batch of this.acknowledged) await this.receipt(org, batch);
  }
}
