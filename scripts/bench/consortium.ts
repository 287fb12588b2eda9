import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeBatch } from '../../chaincode/domain/batch/compose.js';
import { importSigner, type Signer } from '../../gateway/client/index.js';
import { createDemoConsortium } from '../../gateway/demo/create.js';
import type { DemoIssuer } from '../../gateway/demo/story.js';
import { demoKeyDir, readKey } from '../../gateway/setup/key-files.js';
import { ServerProcess } from './child.js';
import type { IssuedRecords } from './facts.js';

/** A new consortium without facts, in a temporary directory, and its gateway. */
export class BenchConsortium {
  private readonly signers = new Map<DemoIssuer, Signer>();
  private batches = 0;

  private constructor(
    readonly dir: string,
    readonly dataDir: string,
    private readonly ledger: string,
    readonly gateway: ServerProcess,
  ) {}

  static async start(): Promise<BenchConsortium> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-bench-'));
    const dataDir = join(dir, 'data');
    const { ledger } = await createDemoConsortium(dataDir, {
      sellers: 0,
      seed: 1,
      clock: () => Math.floor(Date.now() / 1000),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    const gateway = await ServerProcess.start('serve-gateway.js', { STL_DATA_DIR: dataDir, STL_PORT: '0' });
    return new BenchConsortium(dir, dataDir, ledger, gateway);
  }

  /** The NDJSON of a signed batch. */
  async sign({ issuer, records }: IssuedRecords): Promise<Uint8Array> {
    const signer = await this.signer(issuer);
    const now = Math.floor(Date.now() / 1000);
    const { bytes } = await composeBatch({
      records,
      iss: issuer,
      kid: signer.kid,
      alg: signer.alg,
      jti: `bench-${(this.batches += 1)}`,
      aud: this.ledger,
      iat: now,
      exp: now + 3600,
      sha256: (data) => createHash('sha256').update(data).digest(),
      sign: (input) => signer.sign(input),
    });
    return bytes;
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await rm(this.dir, { recursive: true, force: true });
  }

  private async signer(issuer: DemoIssuer): Promise<Signer> {
    const known = this.signers.get(issuer);
    if (known !== undefined) return known;
    const key = await readKey(demoKeyDir(this.dataDir), issuer);
    if (key === undefined) throw new Error(`no key of ${issuer}`);
    const signer = await importSigner(key);
    this.signers.set(issuer, signer);
    return signer;
  }
}
