import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { pack, type PackOptions } from '../../network/pack.js';
import { requireProgram } from '../support/required.js';

const project = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..');
const contract = join(project, 'dist', 'chaincode', 'fabric', 'index.js');

describe('the package for the builder that comes with Fabric', () => {
  let dir: string;
  const at = (name: string): string => join(dir, name);
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'stl-pack-'));
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  const packed = (file: string, options: Partial<PackOptions>): Promise<string> =>
    pack(contract, at(file), { stock: true, ...options });
  const inside = (file: string, name: string): Buffer => {
    const code = execFileSync('tar', ['-xzOf', at(file), 'code.tar.gz']);
    return execFileSync('tar', ['-xzO', name], { input: code, maxBuffer: 10_000_000 });
  };
  const failure = (options: Partial<PackOptions>): Promise<string> =>
    packed('never.tar.gz', options).then(
      () => expect.fail('it packed'),
      (error: unknown) => (error as Error).message,
    );

  it('has the same id for all who leave host and keys to their peers, and a different one for another port', async () => {
    const address = '{{.seller_trust_host}}:9052';
    const id = await packed('a.tar.gz', { address });
    expect(await packed('b.tar.gz', { address })).to.equal(id);
    expect(await packed('c.tar.gz', { address: '{{.seller_trust_host}}:9053' })).to.not.equal(id);
    expect(JSON.parse(inside('a.tar.gz', 'connection.json').toString())).to.include({
      address,
      tls_required: true,
      client_auth_required: true,
      client_key: '{{.seller_trust_client_key}}',
    });
  });

  it('holds the program, so that its id stands for it, and writes the same one for the chaincode process', async () => {
    await packed('d.tar.gz', { address: 'chaincode.example:9052', program: at('program') });
    for (const name of ['chaincode.cjs', 'package.json'])
      expect(readFileSync(join(at('program'), name)).equals(inside('d.tar.gz', name))).to.equal(true);
  });

  it('takes the files of the link, and is then for its owner alone', async function () {
    const openssl = requireProgram(this, 'openssl');
    const files = selfSigned(openssl, 'link');
    writeFileSync(at('e.tar.gz'), 'older', { mode: 0o644 });
    await packed('e.tar.gz', {
      address: '10.9.8.7:9052',
      'tls-ca': files.cert,
      'client-cert': files.cert,
      'client-key': files.key,
    });
    expect(JSON.parse(inside('e.tar.gz', 'connection.json').toString())).to.include({
      root_cert: readFileSync(files.cert, 'utf8'),
      client_key: readFileSync(files.key, 'utf8'),
    });
    expect(statSync(at('e.tar.gz')).mode & 0o077).to.equal(0);
    const other = selfSigned(openssl, 'other');
    const wrongKey = { 'tls-ca': files.cert, 'client-cert': files.cert, 'client-key': other.key };
    expect(await failure({ address: 'h:1', ...wrongKey })).to.include('is not the private key');
    const noCertificate = { 'tls-ca': files.key, 'client-cert': files.cert, 'client-key': files.key };
    expect(await failure({ address: 'h:1', ...noCertificate }))
      .to.include('--tls-ca')
      .and.include('holds no certificate');
  });

  it('says which option is wrong', async () => {
    expect(await failure({})).to.include('--address HOST:PORT');
    for (const address of [
      'chaincode',
      'chaincode:0',
      'chaincode:70000',
      'a b:1',
      '{{.a}}{{.b}}:1',
      'http://h:1',
    ])
      expect(await failure({ address }), address).to.include('is not HOST:PORT');
    expect(await failure({ address: 'h:1', 'client-key': 'k' })).to.include('give all three, or none');
    const missing = { 'tls-ca': at('none'), 'client-cert': at('none'), 'client-key': at('none') };
    expect(await failure({ address: 'h:1', ...missing }))
      .to.include('--tls-ca')
      .and.include('ENOENT');
    expect(await failure({ stock: false, address: 'h:1' })).to.include('--stock alone');
  });

  function selfSigned(openssl: string, name: string): { readonly cert: string; readonly key: string } {
    const files = { cert: at(`${name}.pem`), key: at(`${name}.key`) };
    const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
    const out = ['-keyout', files.key, '-out', files.cert, '-subj', `/CN=${name}`];
    execFileSync(openssl, ['req', '-x509', ...curve, ...out, '-days', '1'], { stdio: 'ignore' });
    return files;
  }
});
