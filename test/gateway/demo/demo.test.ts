import { mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { newestFold } from '../../../chaincode/domain/fold-version.js';
import { recordKinds } from '../../../chaincode/domain/records/index.js';
import { parseBatch } from '../../../chaincode/domain/batch/parse.js';
import { nodeCrypto } from '../../../chaincode/node-crypto.js';
import { transactions } from '../../../chaincode/transactions/index.js';
import { createDemoConsortium, type DemoOptions } from '../../../gateway/demo/create.js';
import { tellSeller } from '../../../gateway/demo/sellers.js';
import { openEmbeddedLedger } from '../../../gateway/ledger/embedded/index.js';
import { DataDir } from '../../../gateway/data-dir/data-dir.js';
import { readKeyFile } from '../../../gateway/data-dir/key-files.js';
import { failureOf } from '../../support/failure.js';

const clock = (): number => Math.floor(Date.now() / 1000);
const options = (more: Partial<DemoOptions> = {}): DemoOptions => ({
  sellers: 30,
  seed: 5,
  publicUrl: 'http://127.0.0.1:8080',
  clock,
  signal: new AbortController().signal,
  progress: () => undefined,
  ...more,
});

async function openDemo(dataDir: string) {
  const data = new DataDir(dataDir);
  const { document, ledger } = await data.genesis();
  const organisations = await Promise.all(
    document.organisations.map(async ({ id, mspId }) => ({
      mspId,
      signKey: await readKeyFile(data.organisationKey(id, 'sign')),
    })),
  );
  return openEmbeddedLedger({
    dir: data.ledger(),
    ledger,
    organisations,
    ownMspId: 'PlatformMSP',
    transactions,
    crypto: nodeCrypto,
    clock,
  });
}

describe('demo consortium', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stl-demo-'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is in force, with facts of every kind, none later than yesterday', async () => {
    const dataDir = join(root, 'data');
    const made = await createDemoConsortium(dataDir, options({ sellers: 60 }));
    const ledger = await openDemo(dataDir);
    const consortium = JSON.parse(await ledger.evaluate({ name: 'GetConsortium', args: [] })) as {
      ledger: string;
      parameters: { demo: boolean };
    };
    expect(consortium.ledger).to.equal(made.ledger);
    expect(consortium.parameters.demo).to.equal(true);
    const kinds = new Set<string>();
    const today = new Date(clock() * 1000).toISOString().slice(0, 10);
    let records = 0;
    const height = await ledger.height();
    for await (const block of ledger.blocks(0, new AbortController().signal)) {
      for (const { key, value } of block.transactions.flatMap(({ writes }) => writes)) {
        if (!key.startsWith('batch/')) continue;
        for (const record of parseBatch(value, newestFold, nodeCrypto).records) {
          kinds.add(record.kind);
          records += 1;
          expect(record.at < today, record.kind).to.equal(true);
        }
      }
      if (block.number === height - 1) break;
    }
    expect([...kinds].sort()).to.deep.equal([...recordKinds].sort());
    expect(records).to.equal(made.records);
    await ledger.close();
  });

  it('keeps private keys for their owner alone', async () => {
    const dataDir = join(root, 'data');
    await createDemoConsortium(dataDir, options({ sellers: 0 }));
    const files = await readdir(dataDir, { recursive: true });
    const keys = files.filter((name) => name.endsWith('.jwk.json'));
    expect(keys).to.have.length(3 * 4 + 9);
    for (const name of keys) expect((await stat(join(dataDir, name))).mode & 0o077, name).to.equal(0);
  });

  it('leaves nothing when it is stopped half-way', async () => {
    const stop = new AbortController();
    const failure = await createDemoConsortium(
      join(root, 'data'),
      options({
        signal: stop.signal,
        progress: (sellers) => {
          if (sellers === 10) stop.abort();
        },
      }),
    ).catch((error: unknown) => error);
    expect(failure).to.have.property('name', 'AbortError');
    expect(await readdir(root)).to.deep.equal([]);
  });

  it('starts afresh where a killed run left a part', async () => {
    await mkdir(join(root, 'data.partial'));
    await writeFile(join(root, 'data.partial', 'consortium.json'), '{');
    await writeFile(join(root, 'data.partial.lock'), '');
    await createDemoConsortium(join(root, 'data'), options({ sellers: 1 }));
    expect(await readdir(root)).to.deep.equal(['data']);
  });

  it('refuses a directory that holds something', async () => {
    await mkdir(join(root, 'data'));
    await writeFile(join(root, 'data', 'mine.txt'), 'keep me');
    const full = await failureOf(createDemoConsortium(join(root, 'data'), options()));
    expect(full).to.have.property('code', 'exists');
    expect(await readFile(join(root, 'data', 'mine.txt'), 'utf8')).to.equal('keep me');
  });

  it('tells the same story from the same seed', () => {
    const end = 1_700_000_000 - (1_700_000_000 % 3600);
    expect(tellSeller(7, 1, end).facts).to.deep.equal(tellSeller(7, 1, end).facts);
    expect(tellSeller(7, 1, end).facts).not.to.deep.equal(tellSeller(7, 2, end).facts);
  });
});
