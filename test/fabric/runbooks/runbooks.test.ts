import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { compiledContract } from '../../../network/launch.js';
import { raftOfThree } from '../../../network/topology.js';
import { matches, stepsOf, type Step } from '../../docs/walk.js';
import { requireProgram } from '../../support/required.js';
import { LiveGateways } from '../live-gateways.js';
import { whereFabricIsFound } from '../programs.js';
import { orderRecord } from '../../support/records.js';
import { PageShell } from './page-shell.js';

/** In this order, one after the other on one network. */
const pages = [
  'snapshots-and-backup',
  'replace-a-peer',
  'certificates',
  'lost-orderer',
  'upgrade-chaincode',
  'adding-an-organisation',
  'lost-ordering-service',
];

whereFabricIsFound('the Fabric runbooks, followed line by line', () => {
  describe('the Fabric runbooks, followed line by line', () => {
    let root: string;
    let live: LiveGateways;
    let shell: PageShell | undefined;

    before(async function () {
      for (const program of ['jq', 'openssl', 'bash']) requireProgram(this, program);
      root = await mkdtemp(join(tmpdir(), 'stl-runbooks-'));
      live = await LiveGateways.start(raftOfThree, {
        dir: join(root, '.run', 'network'),
        contract: await earlierContract(root),
      });
    });
    afterEach(() => shell?.end());
    after(async function () {
      await live?.stop();
      if (root !== undefined) await rm(root, { recursive: true, force: true });
    });

    for (const page of pages) {
      it(`${page}: every command does what the page says, and no fact is lost`, async function () {
        this.timeout(600_000);
        shell = await PageShell.start(root);
        for (const file of ['README', page])
          for (const step of await stepsOf(`docs/runbooks/${file}.md`)) await follow(shell, step);

        await live.post(live.org('platform'), 'demo-platform', [orderRecord(`after ${page}`)], 20);
        await live.everywhere();
      });
    }
  });
});

async function follow(shell: PageShell, { commands, output }: Step): Promise<void> {
  const { code, printed: all } = await shell.run(commands);
  // On a slow machine the launcher tells whom it waits for.
  const printed = all.replace(/^ {2}waiting for .*\n/gm, '');
  expect(code, `${commands}\n${printed}`).to.equal(0);
  if (output !== undefined && !matches(output, printed)) expect(printed, commands).to.equal(output);
}

/** The same contract in other bytes: what the page about upgrades puts the newest program in the place of. */
async function earlierContract(directory: string): Promise<string> {
  const file = join(directory, 'earlier.mjs');
  await writeFile(
    file,
    `export { contracts } from ${JSON.stringify(compiledContract)};\nexport const earlier = true;\n`,
  );
  return file;
}
