import { readFile, writeFile } from 'node:fs/promises';
import {
  importSigner,
  publicJwk,
  type NamedPublicJwk,
  type PrivateJwk,
  type Signer,
} from '../../sdk/client/index.js';
import { CliFailure } from './failure.js';

async function readKey<T>(path: string, use: (jwk: PrivateJwk) => T | Promise<T>): Promise<T> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new CliFailure(`cannot read the key file ${path}`, { code: 'key_file_missing', cause });
  });
  try {
    return await use(JSON.parse(text) as PrivateJwk);
  } catch (cause) {
    // The cause may repeat the file's text, which is secret: it is kept for debuggers and never printed.
    throw new CliFailure(`${path} is not a key file as made by "stl keygen"`, {
      code: 'key_file_malformed',
      cause,
    });
  }
}

/** Reads a private JWK file (RFC 7517 with `alg` and `kid`) as a signer. */
export function readKeyFile(path: string): Promise<Signer> {
  return readKey(path, importSigner);
}

/** What of a JWK file, private or public, may be shown to others. */
export function readPublicJwk(path: string): Promise<NamedPublicJwk> {
  return readKey(path, publicJwk);
}

/** Writes a new JWK file; a private one is for its owner alone. Never overwrites: the old key would be lost. */
export async function writeKeyFile(path: string, jwk: PrivateJwk | NamedPublicJwk): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(jwk, null, 2)}\n`, {
      flag: 'wx',
      mode: 'd' in jwk ? 0o600 : 0o644,
    });
  } catch (cause) {
    const exists = (cause as NodeJS.ErrnoException).code === 'EEXIST';
    throw new CliFailure(
      exists ? `${path} exists already; a key file is never overwritten` : `cannot write ${path}`,
      { code: exists ? 'exists' : 'failed', cause },
    );
  }
}
