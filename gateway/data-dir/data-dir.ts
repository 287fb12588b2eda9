import { access, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Genesis } from '../../chaincode/domain/governance/genesis.js';
import type { PrivateJwk } from '../sdk/platform/keys.js';
import {
  findKeyFile,
  keyFileName,
  organisationKeyFile,
  writeKeyFile,
  type OrganisationKeyUse,
} from './key-files.js';
import { SetupError } from './setup-error.js';

/** What a data directory holds and where. Nothing else spells these paths. */
export class DataDir {
  constructor(readonly path: string) {}

  /** The embedded ledger. */
  ledger(): string {
    return join(this.path, 'ledger');
  }

  /** What was folded from the ledger. */
  projection(): string {
    return join(this.path, 'projection');
  }

  /** Acknowledged batches that wait for the ledger, used nonces and cosignatures. */
  jobs(): string {
    return join(this.path, 'jobs');
  }

  /** What a witness has cosigned. */
  witness(): string {
    return join(this.path, 'witness');
  }

  /** What the platform of a demonstration keeps for itself. */
  demoPlatform(): string {
    return join(this.path, 'demo', 'platform');
  }

  /** The private keys of organisations, each in a directory of its name. */
  organisationKeys(): string {
    return join(this.path, 'orgs');
  }

  organisationKey(org: string, use: OrganisationKeyUse): string {
    return organisationKeyFile(this.organisationKeys(), org, use);
  }

  /** The private keys of a demonstration's participants. */
  demoKeys(): string {
    return join(this.path, 'demo', 'keys');
  }

  demoKey(participant: string): string {
    return join(this.demoKeys(), keyFileName(participant));
  }

  /** Whether the consortium document is there. */
  isFounded(): Promise<boolean> {
    return access(this.#genesisFile()).then(
      () => true,
      () => false,
    );
  }

  /** The consortium document that the ledger was founded on. Throws SetupError. */
  async genesis(): Promise<Genesis> {
    const path = this.#genesisFile();
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new SetupError(`There is no ledger in ${this.path}: make one with "stl init".`, { cause });
    });
    // Imported here: most commands need paths alone, and should not wait for these.
    const { readGenesis } = await import('../../chaincode/domain/governance/genesis.js');
    const { nodeCrypto } = await import('../../chaincode/node-crypto.js');
    try {
      return readGenesis(text, nodeCrypto.sha256);
    } catch (cause) {
      const reason = cause instanceof Error ? `: ${cause.message}` : '';
      throw new SetupError(`${path} is not a consortium document${reason}.`, { cause });
    }
  }

  /** Keeps the consortium document, as canonical JSON. Never overwrites. */
  async writeGenesis(text: string): Promise<void> {
    await mkdir(this.path, { recursive: true });
    await writeFile(this.#genesisFile(), `${text}\n`, { flag: 'wx', flush: true });
  }

  /** Undefined where the organisation keeps this key elsewhere. Throws KeyFileError. */
  key(org: string, use: OrganisationKeyUse): Promise<PrivateJwk | undefined> {
    return findKeyFile(this.organisationKey(org, use));
  }

  /**
   * All of the organisation's keys for one use: `<use>.jwk.json`, and others beside it as `<use>-<anything>.jwk.json`. Throws
   * KeyFileError.
   */
  async keys(org: string, use: 'sign' | 'log' | 'cosigner'): Promise<PrivateJwk[]> {
    const directory = dirname(this.organisationKey(org, use));
    const names = await readdir(directory).catch(() => []);
    const form = new RegExp(`^${use}(-[^.]+)?\\.jwk\\.json$`);
    const wanted = names.filter((name) => form.test(name)).sort();
    const keys = await Promise.all(wanted.map((name) => findKeyFile(join(directory, name))));
    return keys.filter((key) => key !== undefined);
  }

  /** Throws KeyFileError `exists`. */
  writeKey(org: string, use: OrganisationKeyUse, key: PrivateJwk): Promise<void> {
    return this.#writeKey(this.organisationKey(org, use), key);
  }

  /** Throws KeyFileError `exists`. */
  writeDemoKey(participant: string, key: PrivateJwk): Promise<void> {
    return this.#writeKey(this.demoKey(participant), key);
  }

  #genesisFile(): string {
    return join(this.path, 'consortium.json');
  }

  async #writeKey(path: string, key: PrivateJwk): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeKeyFile(path, key);
  }
}
