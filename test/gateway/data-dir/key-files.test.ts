import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { readKeyFile, readPublicKeyFile, writeKeyFile } from '../../../gateway/data-dir/key-files.js';
import { generateKey, publicJwk, type PrivateJwk } from '../../../gateway/sdk/client/index.js';
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
        data.key('platform', 'sign'),
        data.keys('platform', 'sign'),
        readKeyFile(path),
      ]) {
        const failure = await failureOf(reading);
        expect(failure, content).to.include({ code: 'key_file_malformed' });
        expect(failure).to.have.property('message').that.includes(path).and.not.includes(key.d);
        expect(failure).not.to.have.property('cause');
      }
    }
    expect(await readFile(path, 'utf8')).to.equal('null');
  });
});

describe('a data directory', () => {
  it('gives the keys of a use that lie beside the first one, too', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'stl-data-'));
    try {
      const data = new DataDir(dir);
      const [first, second] = [await generateKey('ES256'), await generateKey('ES256')];
      await data.writeKey('platform', 'sign', first);
      await writeKeyFile(join(data.organisationKeys(), 'platform', 'sign-2027.jwk.json'), second);
      await writeKeyFile(
        join(data.organisationKeys(), 'platform', 'sign-2027.public.jwk.json'),
        publicJwk(second),
      );
      const log = await generateKey('Ed25519');
      await writeKeyFile(join(data.organisationKeys(), 'platform', 'log-2027.jwk.json'), log);
      expect(await data.keys('platform', 'sign')).to.have.deep.members([first, second]);
      expect(await data.keys('platform', 'log')).to.deep.equal([log]);
      expect(await data.keys('platform', 'cosigner')).to.deep.equal([]);
      expect(await data.key('platform', 'admin')).to.equal(undefined);
      expect(await data.keys('certifier', 'sign')).to.deep.equal([]);
    } finally {
      await rm(dir, { recursive: true });
    }
  });
});
