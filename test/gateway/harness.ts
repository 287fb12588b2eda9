import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { canonicalText } from '../../chaincode/domain/canonical.js';
import type { ConsortiumDocument, Organisation } from '../../chaincode/domain/consortium/document.js';
import { scorePolicy1 } from '../../chaincode/domain/policies/score-policy-1.js';
import type { FactRecord } from '../../chaincode/domain/records/index.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import { transactions } from '../../chaincode/transactions/index.js';
import { createClient, importSigner, type Client, type PrivateJwk } from '../../gateway/sdk/client/index.js';
import { loadConfig } from '../../gateway/data-dir/config.js';
import { createEmbeddedLedger } from '../../gateway/ledger/embedded/index.js';
import { startGateway, type Gateway } from '../../gateway/start/server.js';
import {
  newConsortium,
  newOrganisation,
  newStatementKeys,
  newSigner,
  type Signer,
  type TestConsortium,
} from '../support/consortium.js';

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
    const admins = new Map<string, Signer>();
    const organisations: Organisation[] = [];
    const hosted: { mspId: string; signKey: PrivateJwk }[] = [];
    for (const [id, mspId, roles] of [
      ['platform', 'PlatformMSP', ['platform', 'carrier', 'customs-broker', 'seller']],
      ['certifier', 'CertifierMSP', ['certifier', 'inspector', 'arbiter']],
      ['payments', 'PaymentsMSP', ['payment-provider']],
    ] as const) {
      const signer = newSigner('ES256');
      const admin = newSigner('ES256');
      admins.set(id, admin);
      if (signer.jwk.kty !== 'EC') throw new Error('an ES256 key is an EC key');
      const { x, y } = signer.jwk;
      const statement = newStatementKeys();
      organisations.push({
        ...newOrganisation(id, mspId, roles, statement),
        signKey: { kid: signer.kid, x, y },
      });
      hosted.push({ mspId, signKey: privateJwk(signer) });
      await mkdir(join(dir, 'orgs', id), { recursive: true });
      for (const [use, key] of Object.entries({ sign: signer, admin, ...statement }))
        await writeFile(join(dir, 'orgs', id, `${use}.jwk.json`), JSON.stringify(privateJwk(key)));
    }
    const consortium = newConsortium({ organisations, policies: [scorePolicy1], ...change });
    await writeFile(join(dir, 'consortium.json'), canonicalText(consortium.document));
    const ledger = await createEmbeddedLedger({
      dir: join(dir, 'ledger'),
      ledger: consortium.ledger,
      organisations: hosted,
      ownMspId: 'PlatformMSP',
      transactions,
      crypto: nodeCrypto,
      clock,
    });
    for (const mspId of ['PlatformMSP', 'CertifierMSP'] as const) {
      const call = { name: 'InitConsortium', args: [canonicalText(consortium.document)] };
      await ledger.submit(call, `admin:${mspId}`);
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
