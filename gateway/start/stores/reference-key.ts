import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { base64url, fromBase64url } from '../../../chaincode/domain/bytes.js';
import { keepFile } from '../../data-dir/keep-file.js';
import { SetupError } from '../../data-dir/setup-error.js';

const keyBytes = 32;

/** The key that references are hashed under, drawn where there is none yet. Throws SetupError. */
export async function referenceKey(
  path: string,
): Promise<{ readonly key: Uint8Array; readonly isNew: boolean }> {
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    const { code = 'unknown' } = cause as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new SetupError(`${path} cannot be read (${code}): does this user own it?`, { cause });
  });
  if (text === undefined) {
    const key = randomBytes(keyBytes);
    await keepFile(path, `${base64url(key)}\n`, 0o600);
    return { key, isNew: true };
  }
  const key = fromBase64url(text.trim());
  if (key?.length === keyBytes) return { key, isNew: false };
  throw new SetupError(
    `${path} is not a key of references: put it back from a backup; or move it away, and have importers send references again.`,
  );
}
