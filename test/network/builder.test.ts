import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { packChaincode } from '../../network/chaincode-package.js';

const project = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..');
const bin = join(project, 'network', 'builder', 'bin');

describe('the external builder', () => {
  let dir: string;
  before(() => {
    dir = mkdtempSync(join(tmpdir(), 'stl builder-')); // with a space: a peer's directory may have one
  });
  after(() => rmSync(dir, { recursive: true, force: true }));

  function claims(metadata: string | Buffer): boolean {
    writeFileSync(join(dir, 'metadata.json'), metadata);
    return spawnSync(join(bin, 'detect'), [dir, dir]).status === 0;
  }

  it('claims the package that this program packs', async () => {
    const { bytes } = await packChaincode(join(project, 'dist', 'chaincode', 'fabric', 'index.js'));
    const unpacked = spawnSync('tar', ['-xzO', 'metadata.json'], { input: bytes });
    expect(claims(unpacked.stdout)).to.equal(true);
  });

  const foreign: [what: string, metadata: string][] = [
    ['another chaincode as a service', '{"type":"ccaas","label":"other"}'],
    ['one under our label', '{"type":"ccaas","label":"seller-trust"}'],
    ['another label under our type', '{"type":"seller-trust","label":"other"}'],
    ['a label that begins like ours', '{"type":"seller-trust","label":"seller-trust.other"}'],
    ['our bytes inside a text', '{"type":"ccaas","label":"x","path":"{\\"type\\":\\"seller-trust\\"}"}'],
    [
      'our bytes on a line of their own',
      '{"path":"","type":"ccaas","label":"x",\n"a":\n{"type":"seller-trust","label":"seller-trust"}\n}',
    ],
    ['our bytes and more', '{"type":"seller-trust","label":"seller-trust"} {}'],
    ['a type given twice', '{"type":"seller-trust","type":"ccaas","label":"seller-trust"}'],
    [
      'a type that Go reads and others do not',
      '{"type":"seller-trust","TYPE":"ccaas","label":"seller-trust"}',
    ],
    ['a pattern', '{"type":"*","label":"*"}'],
    ['nothing', ''],
    ['an option of a shell', '-n'],
  ];
  for (const [what, metadata] of foreign)
    it(`leaves to others ${what}`, () => expect(claims(metadata)).to.equal(false));

  it('leaves a package without metadata to others', () => {
    expect(spawnSync(join(bin, 'detect'), [dir, join(dir, 'none')]).status).to.not.equal(0);
  });

  it("releases this organisation's connection where nobody else can read it", () => {
    const connection = join(dir, 'own.json');
    writeFileSync(connection, '{"address":"chaincode:9052"}', { mode: 0o644 });
    const release = join(dir, 'release');
    mkdirSync(release);
    const env = { PATH: process.env['PATH'], STL_CHAINCODE_CONNECTION: connection };
    expect(spawnSync(join(bin, 'release'), [dir, release], { env }).status).to.equal(0);
    const released = join(release, 'chaincode', 'server', 'connection.json');
    expect(readFileSync(released, 'utf8')).to.equal('{"address":"chaincode:9052"}');
    expect(statSync(released).mode & 0o077).to.equal(0);
  });

  it('says which setting is missing', () => {
    const { status, stderr } = spawnSync(join(bin, 'release'), [dir, dir], {
      env: { PATH: process.env['PATH'] },
    });
    expect(status).to.not.equal(0);
    expect(stderr.toString()).to.include('STL_CHAINCODE_CONNECTION');
  });
});
