import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyFileName, writeKeyFile } from '../../../gateway/data-dir/key-files.js';
import { generateKey } from '../../../gateway/sdk/platform/keys.js';

/** A directory of key files, in which `<use>-es256` is a P-256 key whatever its use. */
export class KeyDirectory {
  private constructor(readonly path: string) {}

  static async make(): Promise<KeyDirectory> {
    return new KeyDirectory(await mkdtemp(join(tmpdir(), 'stl-signer-')));
  }

  async add(name: string): Promise<void> {
    const isEs256 = /^(sign|admin)|-es256$/.test(name);
    await writeKeyFile(join(this.path, keyFileName(name)), await generateKey(isEs256 ? 'ES256' : 'Ed25519'));
  }

  remove(name: string): Promise<void> {
    return rm(join(this.path, keyFileName(name)));
  }

  end(): Promise<void> {
    return rm(this.path, { recursive: true });
  }
}
