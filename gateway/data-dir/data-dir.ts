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
import { isUnfinished } from './whole-directory.js';

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

  /** Which orders partners' own references belong to. */
  references(): string {
    return join(this.path, 'references');
  }

  /** What references are hashed under: beside them, so that a copy of them alone says nothing. */
  referencesKey(): string {
    return join(this.path, 'references.key');
  }

  /** What a witness has cosigned. */
  witness(): string {
    return join(this.path, 'witness');
  }

  /** What participants keep of their imports: `<ledger id>/<participant>/store`. */
  imports(): string {
    return join(this.path, 'import');
  }

  /** What one participant of a ledger keeps of its imports: secrets, and what it has stated. */
  importsOf(ledger: string, participant: string): string {
    return join(this.imports(), ledger, participant);
  }

  /** The private keys of organisations, each in a directory of its name. */
  organisationKeys(): string {
    return join(this.path, 'orgs');
  }

  /** All keys of one organisation. */
  organisationDirectory(org: string): string {
    return join(this.organisationKeys(), org);
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
    if (await isUnfinished(this.path)) {
      throw new SetupError(
        `${this.path} holds a set-up that runs, or was stopped before it was whole. If none runs, remove all that is in it.`,
      );
    }
    const text = await readFile(path, 'utf8').catch(async (cause: unknown) => {
      throw new SetupError(await this.#whyNoLedger(cause), { cause });
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

  /** Throws KeyFileError `exists`. */
  writeKey(org: string, use: OrganisationKeyUse, key: PrivateJwk): Promise<void> {
    return this.#writeKey(this.organisationKey(org, use), key);
  }

  /** Throws KeyFileError `exists`. */
  writeDemoKey(participant: string, key: PrivateJwk): Promise<void> {
    return this.#writeKey(this.demoKey(participant), key);
  }

  /** An operator whose volume was not mounted must not be led to make a new ledger. */
  async #whyNoLedger(cause: unknown): Promise<string> {
    const there = await readdir(this.path).catch(() => undefined);
    if (there?.includes('consortium.json')) {
      const { code = 'unknown' } = cause as NodeJS.ErrnoException;
      return `${this.#genesisFile()} cannot be read (${code}): does this user own it?`;
    }
    const what = there === undefined ? 'it cannot be read' : 'it holds no consortium.json';
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT' && there === undefined;
    return [
      `There is no ledger in ${this.path}: ${isMissing ? 'there is no such directory' : what}. Nothing was made.`,
      'If there was one, mount its volume or restore a backup.',
      'Else "stl consortium join" or "stl consortium found" sets up a gateway, and "stl init --demo" makes a demonstration.',
    ].join(' ');
  }

  #genesisFile(): string {
    return join(this.path, 'consortium.json');
  }

  async #writeKey(path: string, key: PrivateJwk): Promise<void> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    await writeKeyFile(path, key);
  }
}
