import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { readKeyFile, readPublicKeyFile, writeKeyFile } from '../../../gateway/data-dir/key-files.js';
import { generateKey, publicJwk, type PrivateJwk } from '../../../gateway/sdk/client/index.js';
import { fileSigner } from '../../../gateway/signing/file-signer.js';
import { failureOf } from '../../support/failure.js';

describe('key files', () => {
  let dir: string;
  let file: string;
  let key: PrivateJwk;
  before(async () => {
    key = await generateKey('ES256');
  });
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-keys-'));
    file = join(dir, 'my.jwk.json');
  });
  afterEach(() => rm(dir, { recursive: true }));

  it('give back the key that was written, to their owner alone', async () => {
    await writeKeyFile(file, key);
    expect(await readKeyFile(file)).to.deep.equal(key);
    expect((await stat(file)).mode & 0o077).to.equal(0);
    expect(await readPublicKeyFile(file)).to.deep.equal(publicJwk(key));
  });

  it('are never overwritten', async () => {
    await writeKeyFile(file, key);
    const failure = await failureOf(writeKeyFile(file, await generateKey('ES256')));
    expect(failure).to.include({ code: 'exists' });
    expect(await readKeyFile(file)).to.deep.equal(key);
  });

  it('may hold a public key alone, which is no key to sign with', async () => {
    await writeKeyFile(file, publicJwk(key));
    expect(await readPublicKeyFile(file)).to.deep.equal(publicJwk(key));
    expect(await failureOf(readKeyFile(file))).to.include({ code: 'key_file_malformed' });
  });

  it('are named where there are none', async () => {
    expect(await failureOf(readKeyFile(file)))
      .to.include({ code: 'key_file_missing' })
      .and.have.property('message')
      .that.includes(file);
  });

  it('are refused by whoever reads them where alg or kid is not of the key, and never quoted', async () => {
    const data = new DataDir(dir);
    const other = await generateKey('ES256');
    await data.writeKey('platform', 'sign', key);
    const path = data.organisationKey('platform', 'sign');
    for (const content of [
      JSON.stringify({ ...key, kid: other.kid }),
      JSON.stringify({ ...key, alg: 'Ed25519' }),
      JSON.stringify({ ...key, x: 'AAAA' }),
      JSON.stringify({ kty: key.kty, d: key.d }),
      `${JSON.stringify(key)} and more`,
      'null',
    ]) {
      await writeFile(path, content);
      for (const reading of [
        () => data.key('platform', 'sign'),
        () => fileSigner(data.organisationDirectory('platform')).keys(),
        () => readKeyFile(path),
      ]) {
        const failure = await failureOf(reading());
        expect(failure, content).to.include({ code: 'key_file_malformed' });
        expect(failure).to.have.property('message').that.includes(path).and.not.includes(key.d);
        expect(failure).not.to.have.property('cause');
      }
    }
    expect(await readFile(path, 'utf8')).to.equal('null');
  });
});
