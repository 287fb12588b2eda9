import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { RecordView } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { World } from '../../gateway/harness.js';
import { stl, type StlResult } from '../../support/stl.js';
import { credential, map, newIssuer, type Issuer } from './credentials.js';

const seller = 'demo-platform.shop1';

describe('stl import untp', function () {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let issuer: Issuer;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-untp-'));
    world = await World.found();
    gateway = await world.start();
    await world.accredit(gateway, '2026-01-01', '2030-01-01');
    issuer = await newIssuer();
    await write('map.json', JSON.stringify(map));
    await write('key.json', JSON.stringify(world.privateKey('demo-certifier')), 0o600);
    const { publicJwk } = issuer;
    await write('issuer.jwk.json', JSON.stringify(publicJwk));
    await write('did.json', JSON.stringify(didDocument('did:web:cab.example', ['#key-1'])));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const didDocument = (id: string, assertionMethod: readonly string[]): object => ({
    id,
    verificationMethod: [
      { id: `${id}#key-1`, controller: id, type: 'JsonWebKey', publicKeyJwk: issuer.publicJwk },
    ],
    assertionMethod,
  });
  const write = async (name: string, content: string, mode = 0o644): Promise<string> => {
    await writeFile(join(dir, name), content, { mode });
    return join(dir, name);
  };
  const run = (...args: string[]): Promise<StlResult> =>
    stl([
      '--url',
      gateway.url,
      '--json',
      'import',
      'untp',
      '--key',
      join(dir, 'key.json'),
      '--map',
      join(dir, 'map.json'),
      ...args,
    ]);
  const signed = ['--issuer-key', ''];
  const certifications = async (): Promise<readonly RecordView[]> => {
    const { items } = (await gateway.app.inject(`/v1/sellers/${seller}/records?kind=certification`)).json<{
      items: RecordView[];
    }>();
    return items;
  };
  before(() => (signed[1] = join(dir, 'did.json')));

  it('shows what would be signed, and sends nothing, with --dry-run', async () => {
    const file = await write('a.jwt', await issuer.sign(credential()));
    const { code, stderr, stdout } = await run(file, ...signed, '--dry-run');
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.have.nested.property('credentials[0].record.certificate', 'QM-77');
    expect(JSON.parse(stdout)).to.include({ wouldCount: 1 });
    expect((await gateway.app.inject(`/v1/sellers/${seller}`)).statusCode).to.equal(404);
  });

  it('tries more of them than a gateway judges with each other', async () => {
    const files = await Promise.all(
      Array.from({ length: 501 }, async (_, i) =>
        write(`many-${i}.json`, JSON.stringify(credential({}, { id: `https://cab.example/MANY-${i}` }))),
      ),
    );
    const { code, stderr, stdout } = await run(...files, '--unsigned', '--dry-run');
    expect(code, stderr).to.equal(0);
    expect(JSON.parse(stdout)).to.include({ wouldCount: 501 });
  });

  it('states what a good signature secures, once, whatever form it comes in', async () => {
    const file = join(dir, 'a.jwt');
    const first = await run(file, ...signed);
    expect(first.code, first.stderr).to.equal(0);
    expect(JSON.parse(first.stdout)).to.include({ counted: 1 });
    const jws = await issuer.sign(credential(), { typ: 'application/vc-ld+jwt', kid: '#key-1' });
    const envelope = { type: 'EnvelopedVerifiableCredential', id: `data:application/vc+jwt,${jws}` };
    const second = await run(
      await write('envelope.json', JSON.stringify(envelope)),
      '--issuer-key',
      join(dir, 'issuer.jwk.json'),
    );
    expect(second.code, second.stderr).to.equal(0);
    expect(JSON.parse(second.stdout)).to.deep.include({
      credentials: [{ file: join(dir, 'envelope.json') }],
    });
    expect(await certifications()).to.have.length(1);
  });

  it('takes bare JSON only where it is told to', async () => {
    const file = await write('b.json', JSON.stringify(credential()));
    const refused = await run(file);
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.include('it is not signed').and.include('--unsigned');
    expect((await run(file, '--unsigned')).code).to.equal(0);
    const unchecked = await run(join(dir, 'a.jwt'));
    expect(unchecked.stderr).to.include('its signature was not checked');
  });

  it('states nothing of several files where one of them is not good', async () => {
    const good = await write(
      'good.jwt',
      await issuer.sign(credential({}, { id: 'https://cab.example/QM-78' })),
    );
    const bad = await write('bad.jwt', await (await newIssuer()).sign(credential()));
    const { code, stderr } = await run(good, bad, ...signed);
    expect(code, stderr).to.equal(1);
    expect(stderr).to.match(/bad\.jwt its signature does not hold/);
    expect(await certifications()).to.have.length(1);
  });

  it('reads what the gateway itself gives for a certification', async () => {
    const [stated] = await certifications();
    const jws = (await gateway.app.inject(`/v1/records/${stated?.id ?? ''}/untp`)).body;
    const did = (await gateway.app.inject('/.well-known/did.json')).body;
    const file = await write('own.jwt', jws);
    const { code, stderr, stdout } = await run(
      file,
      '--issuer-key',
      await write('own-did.json', did),
      '--dry-run',
    );
    expect(code, stderr).to.equal(0);
    const { credentials } = JSON.parse(stdout) as { credentials: { record: object; stands: boolean }[] };
    expect(credentials).to.have.length(1);
    expect(credentials[0]?.stands, 'it would not be stated twice').to.equal(true);
    expect(credentials[0]?.record).to.deep.equal(stated?.visible === true ? stated.record : undefined);
  });
});
