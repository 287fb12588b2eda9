import { SetupError } from '../data-dir/setup-error.js';
import { fileSigner } from './file-signer.js';
import type { Signer } from './port.js';
import { remoteSigner } from './remote/remote-signer.js';

/**
 * The signer that a setting names: `file`, `unix:/path` of a signer process, or a `pkcs11:` URI (RFC 7512). `directory`: the
 * organisation's key files. The one place that chooses. Rejects with SetupError.
 */
export async function openSigner(setting: string, directory: string): Promise<Signer> {
  if (setting === 'file') return fileSigner(directory);
  if (setting.startsWith('unix:/')) return remoteSigner(setting.slice('unix:'.length));
  if (setting.startsWith('pkcs11:')) return (await import('./pkcs11/index.js')).pkcs11Signer(setting);
  throw new SetupError('STL_SIGNER must be file, unix:/path/of/a/socket or a pkcs11: URI.');
}
