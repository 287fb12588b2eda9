import { importSigner, type Signer } from '../../sdk/client/index.js';
import { readKeyFile } from '../../data-dir/key-files.js';

/** A signer with the private key in a file. Throws KeyFileError. */
export async function signerIn(path: string): Promise<Signer> {
  return importSigner(await readKeyFile(path));
}
