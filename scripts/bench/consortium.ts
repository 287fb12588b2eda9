import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDemoConsortium } from '../../gateway/demo/create.js';
import { BatchSigner } from './batch-signer.js';
import { ServerProcess } from './child.js';

/** A new consortium without facts, in a temporary directory, and its gateway. */
export class BenchConsortium {
  readonly signer: BatchSigner;

  private constructor(
    readonly dir: string,
    readonly dataDir: string,
    ledger: string,
    readonly gateway: ServerProcess,
  ) {
    this.signer = new BatchSigner(ledger, [dataDir]);
  }

  static async start(sellers = 0): Promise<BenchConsortium> {
    const dir = await mkdtemp(join(tmpdir(), 'stl-bench-'));
    const dataDir = join(dir, 'data');
    const { ledger } = await createDemoConsortium(dataDir, {
      sellers,
      seed: 1,
      publicUrl: 'http://127.0.0.1:8080',
      clock: () => Math.floor(Date.now() / 1000),
      signal: new AbortController().signal,
      progress: () => undefined,
    });
    const gateway = await ServerProcess.start('serve-gateway.js', { STL_DATA_DIR: dataDir, STL_PORT: '0' });
    return new BenchConsortium(dir, dataDir, ledger, gateway);
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await rm(this.dir, { recursive: true, force: true });
  }
}
