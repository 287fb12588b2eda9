import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createPrivateKey, type JsonWebKey } from 'node:crypto';
import { readGenesis, type Genesis } from '../../chaincode/domain/governance/genesis.js';
import type { Organisation } from '../../chaincode/domain/consortium/document.js';
import { nodeCrypto } from '../../chaincode/node-crypto.js';
import type { PublicJwk, SignatureAlgorithm } from '../../chaincode/domain/ports.js';
import type { AdminKey } from '../services/common/ports.js';

/** A private key file: RFC 7517 with `alg` and `kid`. */
export type PrivateKeyFile = JsonWebKey & { readonly alg: SignatureAlgorithm; readonly kid: string };

/** What a data directory holds and where; README.md shows it as a tree. */
export class DataDir {
  constructor(readonly path: string) {}

  readonly ledger = (): string => join(this.path, 'ledger');
  readonly projection = (): string => join(this.path, 'projection');
  readonly jobs = (): string => join(this.path, 'jobs');

  /** The consortium document the ledger was founded on. Throws SetupError. */
  async genesis(): Promise<Genesis> {
    const path = join(this.path, 'consortium.json');
    const text = await readFile(path, 'utf8').catch((cause: unknown) => {
      throw new SetupError(`There is no ledger in ${this.path}: make one with "stl init".`, { cause });
    });
    try {
      return readGenesis(text, nodeCrypto.sha256);
    } catch (cause) {
      const reason = cause instanceof Error ? `: ${cause.message}` : '';
      throw new SetupError(`${path} is not a consortium document${reason}.`, { cause });
    }
  }

  /** Undefined when the organisation keeps this key elsewhere. */
  key(org: string, use: 'sign' | 'admin' | 'log' | 'cosigner'): Promise<PrivateKeyFile | undefined> {
    return this.#read(org, `${use}.jwk.json`);
  }

  /** All of the organisation's keys for one use: `<use>.jwk.json`, and others beside it as `<use>-<anything>.jwk.json`. */
  async keys(org: string, use: 'sign' | 'log' | 'cosigner'): Promise<PrivateKeyFile[]> {
    const names = await readdir(join(this.path, 'orgs', org)).catch(() => []);
    const form = new RegExp(`^${use}(-[^.]+)?\\.jwk\\.json$`);
    const wanted = names.filter((name) => form.test(name)).sort();
    const files = await Promise.all(wanted.map((name) => this.#read(org, name)));
    return files.filter((file) => file !== undefined);
  }

  async #read(org: string, name: string): Promise<PrivateKeyFile | undefined> {
    const path = join(this.path, 'orgs', org, name);
    try {
      const file = JSON.parse(await readFile(path, 'utf8')) as PrivateKeyFile;
      createPrivateKey({ key: file, format: 'jwk' });
      return file;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new SetupError(`${path} is not a private key (JWK) that this program can read.`, {
        cause: error,
      });
    }
  }

  /** Public parts of the administrator keys that lie here. */
  async adminKeys(organisations: readonly Pick<Organisation, 'id' | 'mspId'>[]): Promise<AdminKey[]> {
    const keys = await Promise.all(
      organisations.map(async ({ id, mspId }): Promise<AdminKey[]> => {
        const file = await this.key(id, 'admin');
        return file === undefined
          ? []
          : [{ kid: file.kid, alg: file.alg, jwk: publicPart(file), org: id, mspId }];
      }),
    );
    return keys.flat();
  }
}

/** The gateway cannot start with what it was given; the message says what to do. */
export class SetupError extends Error {}

function publicPart({ kty, x, y }: JsonWebKey): PublicJwk {
  if (kty === 'EC' && x !== undefined && y !== undefined) return { kty, crv: 'P-256', x, y };
  if (kty === 'OKP' && x !== undefined) return { kty, crv: 'Ed25519', x };
  throw new SetupError('An admin key is neither P-256 nor Ed25519.');
}
