import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { readOnlyTransactions, transactions } from '../../chaincode/transactions/index.js';
import { packChaincode, type ChaincodePackage } from '../../network/chaincode-package.js';

const project = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..');
const contract = join(project, 'dist', 'chaincode', 'fabric', 'index.js');

interface Metadata {
  readonly contracts: Record<string, { readonly transactions: readonly { name: string; tag: string[] }[] }>;
}

/** What Fabric's own runtime finds in the program that the organisations install. */
function metadataOf(pack: ChaincodePackage): Metadata {
  const dir = mkdtempSync(join(tmpdir(), 'stl-metadata-'));
  try {
    for (const [name, content] of Object.entries(pack.program)) writeFileSync(join(dir, name), content);
    symlinkSync(join(project, 'node_modules'), join(dir, 'node_modules'), 'dir');
    const runtime = createRequire(import.meta.url).resolve('fabric-shim/cli.js');
    const file = join(dir, 'out.json');
    execFileSync(process.execPath, [runtime, 'metadata', 'generate', '--file', file, '--module-path', dir], {
      cwd: dir,
    });
    return JSON.parse(readFileSync(file, 'utf8')) as Metadata;
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

describe('the chaincode package', () => {
  let pack: ChaincodePackage;
  let metadata: Metadata;

  before(async function () {
    pack = await packChaincode(contract);
    metadata = metadataOf(pack);
  });

  it('offers clients exactly the interface that is written down', () => {
    const golden = join(project, 'test', 'chaincode', 'metadata.golden.json');
    expect(metadata).to.deep.equal(JSON.parse(readFileSync(golden, 'utf8')));
  });

  it('offers every transaction of the registry and no other, reads marked as reads', () => {
    const offered = metadata.contracts['SellerTrust']?.transactions ?? [];
    expect(offered.map(({ name }) => name).sort()).to.deep.equal(Object.keys(transactions).sort());
    const reads = offered.filter(({ tag }) => !tag.includes('submitTx')).map(({ name }) => name);
    expect(reads.sort()).to.deep.equal([...readOnlyTransactions].sort());
  });

  it('has the same bytes, and so the same id, when another organisation packs it', async () => {
    const again = await packChaincode(contract);
    expect(again.id).to.equal(pack.id);
    expect(again.bytes.equals(pack.bytes)).to.equal(true);
  });

  it('holds no address, key or certificate', () => {
    expect(pack.bytes.includes('-----BEGIN')).to.equal(false);
    expect(pack.bytes.includes('127.0.0.1')).to.equal(false);
    expect(pack.bytes.includes(project)).to.equal(false);
  });
});
