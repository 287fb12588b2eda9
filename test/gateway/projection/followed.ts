import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { Projector } from '../../../gateway/projection/projector.js';
import { ProjectionQueries } from '../../../gateway/projection/queries.js';
import { ProjectionStore } from '../../../gateway/projection/store.js';
import type { Chain } from './chain.js';

/** A projection on disk that follows a ledger in memory. */
export class Followed {
  readonly queries: ProjectionQueries;

  private constructor(
    readonly directory: string,
    readonly chain: Chain,
    readonly store: ProjectionStore,
    readonly projector: Projector,
  ) {
    this.queries = new ProjectionQueries(projector);
  }

  static async start(chain: Chain): Promise<Followed> {
    const directory = await mkdtemp(join(tmpdir(), 'projection-'));
    const store = await ProjectionStore.open(join(directory, 'live'));
    const projector = new Projector(chain, store, nodeCrypto);
    await projector.start();
    return new Followed(directory, chain, store, projector);
  }

  /** Resolves once all that the ledger has is folded. */
  async caughtUp(): Promise<void> {
    await this.projector.folded((await this.chain.height()) - 1, AbortSignal.timeout(20_000));
  }

  async remove(): Promise<void> {
    await this.projector.stop();
    await this.store.close();
    await rm(this.directory, { recursive: true });
  }
}
