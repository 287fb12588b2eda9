import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '../../chaincode/domain/bytes.js';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type {
  ConsortiumDocument,
  ConsortiumState,
  Organisation,
} from '../../chaincode/domain/consortium/document.js';
import { initialState } from '../../chaincode/domain/governance/genesis.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { nextTrustList, type TrustList } from '../../chaincode/domain/trust-list/list.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { transactions } from '../../chaincode/transactions/index.js';
import {
  createClient,
  importSigner,
  type Client,
  type PrivateJwk,
  type Receipt,
} from '../../gateway/sdk/client/index.js';
import { approveProposal, proposeAction, type Administrator } from '../../gateway/cli/frame/governing.js';
import { loadConfig } from '../../gateway/data-dir/config.js';
import { DataDir } from '../../gateway/data-dir/data-dir.js';
import { organisationKeyUses } from '../../gateway/data-dir/key-files.js';
import { createEmbeddedLedger } from '../../gateway/ledger/embedded/index.js';
import { startGateway, type Gateway } from '../../gateway/start/server.js';
import {
  adminOf,
  approvalOf,
  newConsortium,
  newOrganisation,
  newStatementKeys,
  newSigner,
  type Signer,
  type TestConsortium,
} from '../support/consortium.js';
import { sealEpoch } from '../support/seal.js';
import { state } from '../support/state.js';
import type { Action } from '../../chaincode/domain/consortium/action.js';

export const clock = (): number => Math.floor(Date.now() / 1_000);

export const privateJwk = ({ alg, kid, privateKey }: Signer): PrivateJwk =>
  ({ ...privateKey.export({ format: 'jwk' }), alg, kid }) as PrivateJwk;

/** A consortium on disk, as `stl init` leaves it, and gateways over it. */
export class World {
  readonly #admins: ReadonlyMap<string, Signer>;

  private constructor(
    readonly dir: string,
    readonly consortium: TestConsortium,
    admins: ReadonlyMap<string, Signer>,
  ) {
    this.#admins = admins;
  }

  static async found(change: Partial<ConsortiumDocument> = {}): Promise<World> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-gateway-'));
    const data = new DataDir(dir);
    const admins = new Map<string, Signer>();
    const organisations: Organisation[] = [];
    const hosted: { mspId: string; signKey: PrivateJwk }[] = [];
    for (const [id, mspId, roles] of [
      ['platform', 'PlatformMSP', ['platform', 'carrier', 'customs-broker', 'seller']],
      ['certifier', 'CertifierMSP', ['certifier', 'inspector', 'arbiter']],
      ['payments', 'PaymentsMSP', ['payment-provider']],
    ] as const) {
      const signer = newSigner('ES256');
      if (signer.jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
      const { x, y } = signer.jwk;
      const statement = newStatementKeys();
      const organisation = {
        ...newOrganisation(id, mspId, roles, statement),
        signKey: { kid: signer.kid, x, y },
      };
      const admin = adminOf(organisation);
      admins.set(id, admin);
      organisations.push(organisation);
      hosted.push({ mspId, signKey: privateJwk(signer) });
      const keys = { sign: signer, admin, ...statement };
      for (const use of organisationKeyUses) await data.writeKey(id, use, privateJwk(keys[use]));
    }
    const consortium = newConsortium({ organisations, policies: [scorePolicy1], ...change });
    await data.writeGenesis(canonicalText(consortium.document));
    const ledger = await createEmbeddedLedger({
      dir: data.ledger(),
      ledger: consortium.ledger,
      organisations: hosted,
      ownMspId: 'PlatformMSP',
      transactions,
      crypto: nodeCrypto,
      clock,
    });
    for (const organisation of organisations.slice(0, 2)) {
      const call = { name: 'InitConsortium', args: await approvalOf(consortium.document, organisation) };
      await ledger.submit(call, `admin:${organisation.mspId}`);
    }
    await ledger.close();
    return new World(dir, consortium, admins);
  }

  start(environment: NodeJS.ProcessEnv = {}): Promise<Gateway> {
    return startGateway(
      loadConfig({
        STL_PORT: '0',
        STL_DATA_DIR: this.dir,
        STL_LOG_LEVEL: 'silent',
        STL_SEAL_EVERY: '0',
        ...environment,
      }),
    );
  }

  /** The SDK, signing as a participant or, as `admin:<org>`, as an organisation's administrator. */
  async client(gateway: Gateway, as?: string): Promise<Client> {
    const signer = as === undefined ? undefined : this.signer(as);
    return createClient({
      url: gateway.url,
      retries: 0,
      ...(signer === undefined ? {} : { signer: await importSigner(privateJwk(signer)) }),
    });
  }

  /** An organisation's administrator, who speaks through this gateway. */
  async admin(gateway: Gateway, org: string): Promise<Administrator> {
    const signer = await importSigner(this.privateKey(`admin:${org}`));
    return { client: await this.client(gateway, `admin:${org}`), signer, org };
  }

  /** States records as a participant, in one batch. The ledger has them when it resolves. */
  async state(gateway: Gateway, as: string, records: readonly FactRecord[]): Promise<Receipt> {
    return state(await this.client(gateway, as), as, records);
  }

  /** Seals as an organisation, and waits until every organisation has given its word: the epoch's number. */
  async seal(gateway: Gateway, org = 'platform'): Promise<number> {
    return sealEpoch(await this.client(gateway, `admin:${org}`));
  }

  /** Has an action decided: the platform proposes it and, where that is not enough, the certifier approves it. */
  async decide(gateway: Gateway, action: Action): Promise<void> {
    const opened = await proposeAction(await this.admin(gateway, 'platform'), action);
    if (opened.status === 'open') await approveProposal(await this.admin(gateway, 'certifier'), opened);
  }

  /** Has `demo-certifier` accredited for ISO 9001 between two days, `YYYY-MM-DD`. */
  async accredit(gateway: Gateway, fromDay: string, untilDay: string): Promise<void> {
    const [from, until] = [`${fromDay}T00:00:00Z`, `${untilDay}T00:00:00Z`];
    await this.decide(gateway, {
      ...{ type: 'participant.update', id: 'demo-certifier' },
      accreditation: [{ body: 'DAkkS', number: 'D-1', schemes: ['iso-9001'], from, until }],
    });
  }

  /** A founder, as the consortium document names it. */
  organisation(id: string): Organisation {
    const found = this.consortium.document.organisations.find((one) => one.id === id);
    if (found === undefined) throw new Error(`no organisation ${id}`);
    return found;
  }

  /** Whom to trust, as one knows it from elsewhere. */
  get trust(): TrustList {
    return nextTrustList(undefined, this.founded);
  }

  /** What is in force until something is decided. */
  get founded(): ConsortiumState {
    return initialState({ ...this.consortium, bytes: utf8('') });
  }

  privateKey(as: string): PrivateJwk {
    return privateJwk(this.signer(as));
  }

  signer(as: string): Signer {
    const signer = as.startsWith('admin:') ? this.#admins.get(as.slice(6)) : this.consortium.signers.get(as);
    if (signer === undefined) throw new Error(`no key of ${as}`);
    return signer;
  }

  async batch(as: string, records: readonly FactRecord[], jti?: string): Promise<Uint8Array> {
    const iat = clock();
    const options = { iat, exp: iat + 600, ...(jti === undefined ? {} : { jti }) };
    return (await this.consortium.signBatch(as, records, options)).bytes;
  }

  async remove(): Promise<void> {
    await rm(this.dir, { recursive: true, force: true });
  }
}
