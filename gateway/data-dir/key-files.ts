import { createPrivateKey, createPublicKey, type JsonWebKeyInput } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publicJwk, type NamedPublicJwk, type PrivateJwk } from '../sdk/platform/keys.js';
import { SetupError } from './setup-error.js';

export type { PrivateJwk } from '../sdk/platform/keys.js';

/** What each key of an organisation is for. Its file has that name. */
export const organisationKeyUses = ['sign', 'log', 'cosigner', 'admin'] as const;
/** Those that its gateway needs. An administrator signs elsewhere. */
export const gatewayKeyUses = ['sign', 'log', 'cosigner'] as const;
export type OrganisationKeyUse = (typeof organisationKeyUses)[number];

/** The name of a key file. */
export const keyFileName = (name: string): string => `${name}.jwk.json`;

/** `keyDir`: a data directory's `orgs`, or a directory of keys that was given with `--keys`. */
export const organisationKeyFile = (keyDir: string, org: string, use: OrganisationKeyUse): string =>
  join(keyDir, org, keyFileName(use));

/** `my.jwk.json` has its public part beside it, in `my.public.jwk.json`. */
export const publicKeyFile = (path: string): string =>
  keyFileName(`${path.replace(/(\.jwk)?(\.json)?$/, '')}.public`);

export type KeyFileErrorCode = 'key_file_missing' | 'key_file_malformed' | 'exists' | 'failed';

export class KeyFileError extends SetupError {
  readonly code: KeyFileErrorCode;
  constructor(code: KeyFileErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeyFileError';
    this.code = code;
  }
}

/** A private key: a JWK (RFC 7517) with `alg` and `kid`. Throws KeyFileError. */
export async function readKeyFile(path: string): Promise<PrivateJwk> {
  return keyIn(path, await textOf(path), createPrivateKey);
}

/** As `readKeyFile`; undefined where there is no such file. */
export async function findKeyFile(path: string): Promise<PrivateJwk | undefined> {
  try {
    return await readKeyFile(path);
  } catch (error) {
    if (isMissing((error as Error).cause)) return undefined;
    throw error;
  }
}

/** What of a key file, private or public, may be shown to others. Throws KeyFileError. */
export async function readPublicKeyFile(path: string): Promise<NamedPublicJwk> {
  return publicJwk(keyIn(path, await textOf(path), createPublicKey));
}

/**
 * What may be shown of the key at `path`: by that file, private or public, or by the public part beside it. Undefined where
 * there is neither. Throws KeyFileError.
 */
export async function findPublicKeyFile(path: string): Promise<NamedPublicJwk | undefined> {
  for (const file of [path, publicKeyFile(path)]) {
    try {
      return await readPublicKeyFile(file);
    } catch (error) {
      if (!isMissing((error as Error).cause)) throw error;
    }
  }
  return undefined;
}

/** A private key is for its owner alone. Never overwrites: the old key would be lost. Throws KeyFileError. */
export async function writeKeyFile(path: string, jwk: PrivateJwk | NamedPublicJwk): Promise<void> {
  const mode = 'd' in jwk ? 0o600 : 0o644;
  const text = `${JSON.stringify(jwk, null, 2)}\n`;
  await writeFile(path, text, { flag: 'wx', mode, flush: true }).catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'EEXIST')
      throw new KeyFileError('exists', `${path} exists already; a key file is never overwritten`, { cause });
    throw new KeyFileError('failed', `cannot write ${path}`, { cause });
  });
}

const isMissing = (error: unknown): boolean =>
  (error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT';

const textOf = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((cause: unknown) => {
    throw new KeyFileError('key_file_missing', `cannot read the key file ${path}`, { cause });
  });

/** `open` throws for what is no key. With `createPublicKey`, the private part may be missing. */
function keyIn(path: string, text: string, open: (input: JsonWebKeyInput) => unknown): PrivateJwk {
  try {
    const jwk = JSON.parse(text) as PrivateJwk;
    open({ key: jwk, format: 'jwk' });
    const { alg, kid } = publicJwk(jwk);
    // A copied or edited file would otherwise sign under a name that the ledger knows for another key.
    if (jwk.alg === alg && jwk.kid === kid) return jwk;
  } catch {
    // The error is dropped, since a parser's message quotes the file, which is secret.
  }
  throw new KeyFileError('key_file_malformed', `${path} is not a key file as made by "stl keygen"`);
}
