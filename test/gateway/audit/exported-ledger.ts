import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { initialState } from '../../../chaincode/domain/governance/genesis.js';
import { utf8 } from '../../../chaincode/domain/bytes.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import { nextTrustList, type TrustList } from '../../../chaincode/domain/trust-list/list.js';
import { auditLedger, exportLedger, type LedgerReport } from '../../../gateway/audit/audit-ledger.js';
import { loadConfig, type Config } from '../../../gateway/data-dir/config.js';
import { importLedger } from '../../../gateway/founding/import-ledger.js';
import { orderRecord } from '../../support/records.js';
import { World } from '../harness.js';
import { exportLines } from './export-lines.js';

const run = { signal: new AbortController().signal, progress: (): void => undefined };

/** A ledger with a fact and a Seal that covers it, and its export, for tests that change the latter. */
export class ExportedLedger {
  /** The export as it was written. */
  readonly path: string;
  readonly #config: Config;
  #files = 0;

  private constructor(
    readonly world: World,
    /** The export's lines, as `exportLines` gives them. */
    readonly lines: string[],
    config: Config,
    path: string,
  ) {
    this.#config = config;
    this.path = path;
  }

  /** `after`: names of orders that come after the newest checkpoint. */
  static async make(after: readonly string[] = []): Promise<ExportedLedger> {
    const world = await World.found();
    const config = loadConfig({ STL_DATA_DIR: world.dir });
    const gateway = await world.start();
    await world.state(gateway, 'demo-platform', [orderRecord('a')]);
    await world.seal(gateway);
    for (const name of after) await world.state(gateway, 'demo-platform', [orderRecord(name)]);
    await gateway.close();
    const path = join(world.dir, 'whole.ndjson');
    await exportLedger(config, path, run);
    return new ExportedLedger(world, await exportLines(path), config, path);
  }

  /** What the ledger was founded with. */
  get consortium(): ConsortiumState {
    return initialState({ ...this.world.consortium, bytes: utf8('') });
  }

  get trust(): TrustList {
    return nextTrustList(undefined, this.consortium);
  }

  /** A new file. */
  async fileOf(text: string): Promise<string> {
    const file = join(this.world.dir, `made-up-${(this.#files += 1)}`);
    await writeFile(file, text);
    return file;
  }

  /** A new file of lines. */
  fileOfLines(made: readonly string[]): Promise<string> {
    return this.fileOf(`${made.join('\n')}\n`);
  }

  audit(file: string, trust?: TrustList): Promise<LedgerReport> {
    return auditLedger(this.#config, { file, ...run, ...(trust === undefined ? {} : { trust }) });
  }

  /** Into a directory of that name in the world's. */
  import(file: string, name = 'restored'): Promise<LedgerReport> {
    const { dir } = this.world;
    return importLedger(file, { dataDir: join(dir, name), keyDir: join(dir, 'orgs'), ...run });
  }

  remove(): Promise<void> {
    return this.world.remove();
  }
}
