import { createPrivateKey, sign, type KeyObject } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findKeyFile, keyFileName, type OrganisationKeyUse } from '../data-dir/key-files.js';
import { consortiumName } from '../data-dir/key-names.js';
import { SetupError } from '../data-dir/setup-error.js';
import { publicJwk, type PrivateJwk } from '../sdk/platform/keys.js';
import { compareLabels, useNamed, type Signer, type SigningKey } from './port.js';

type SigningInput = KeyObject | { readonly key: KeyObject; readonly dsaEncoding: 'ieee-p1363' };
/** On a thread of its own: signing takes longer than all else that an answer needs. */
const signAside = promisify<string | null, Uint8Array, SigningInput, Buffer>(sign);

function opened(use: OrganisationKeyUse, file: PrivateJwk, path: string): SigningKey {
  const publicKey = publicJwk(file);
  const name = consortiumName(use, publicKey);
  if (name === undefined)
    throw new SetupError(`${path} is an ${publicKey.alg} key, and the ${use} key of an organisation is not.`);
  const key = createPrivateKey({ key: file, format: 'jwk' });
  return {
    use,
    name,
    publicKey,
    sign: (data) =>
      publicKey.kty === 'EC'
        ? signAside('sha256', data, { key, dsaEncoding: 'ieee-p1363' })
        : signAside(null, data, key),
  };
}

/**
 * The key files in an organisation's directory: `<use>.jwk.json`, and others beside it as `<use>-<anything>.jwk.json`. They are
 * read anew each time: a file that is put there later is found.
 */
export function fileSigner(directory: string): Signer {
  return {
    place: directory,
    async keys() {
      const files = await readdir(directory).catch(() => []);
      const labels = files.flatMap((file) => /^(.+)\.jwk\.json$/.exec(file)?.[1] ?? []);
      const found: SigningKey[] = [];
      for (const label of labels.sort(compareLabels)) {
        const path = join(directory, keyFileName(label));
        const use = useNamed(label);
        const key = use && (await findKeyFile(path));
        if (use && key) found.push(opened(use, key, path));
      }
      return found;
    },
    close: () => Promise.resolve(),
  };
}
