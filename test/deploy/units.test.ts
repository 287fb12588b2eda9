import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect } from 'chai';
import { settingMistakes } from '../../gateway/data-dir/config.js';
import { requireProgram } from '../support/required.js';
import { run } from './image.js';

const source = 'network/deploy/systemd';
const units = ['stl-gateway', 'stl-chaincode', 'stl-witness', 'stl-signer', 'stl-sync'];

describe('the units for systemd', () => {
  let root: string;
  let analyze: string;
  before(async function () {
    analyze = requireProgram(this, 'systemd-analyze', 'systemd');
    root = await mkdtemp(join(tmpdir(), 'stl-units-'));
    await cp(source, join(root, 'etc/systemd/system'), { recursive: true });
    // What the units run is looked for. The rest of a system is not there, so what they come after is made up.
    for (const program of [
      'usr/bin/node',
      'opt/seller-trust-ledger/dist/gateway/cli/main.js',
      'opt/seller-trust-chaincode/node_modules/fabric-shim/cli.js',
    ]) {
      await mkdir(dirname(join(root, program)), { recursive: true });
      await writeFile(join(root, program), '', { mode: 0o755 });
    }
    for (const target of [
      'network-online',
      'time-sync',
      'multi-user',
      'sysinit',
      'basic',
      'shutdown',
      'network',
      'local-fs',
    ]) {
      await writeFile(
        join(root, 'etc/systemd/system', `${target}.target`),
        `[Unit]\nDescription=${target}\n`,
      );
    }
  });
  after(() => rm(root, { recursive: true, force: true }));

  it('are those that the page speaks of, and no others', async () => {
    const names = (await readdir(source)).filter((name) => name.endsWith('.service'));
    expect(names).to.have.members(units.map((unit) => `${unit}.service`));
  });

  for (const unit of units) {
    it(`${unit} is understood, every line of it`, async () => {
      const { code, output } = await run(analyze, [
        'verify',
        `--root=${root}`,
        '--man=no',
        `${unit}.service`,
      ]);
      const own = output.split('\n').filter((line) => line.includes('stl-'));
      expect(own).to.deep.equal([]);
      expect(code, output).to.equal(0);
    });

    it(`${unit} is exposed by less than 2.5 of 10`, async () => {
      const { code, output } = await run(analyze, [
        'security',
        '--offline=true',
        '--threshold=25',
        `--root=${root}`,
        `${unit}.service`,
      ]);
      expect(code, output).to.equal(0);
      expect(output).to.match(/Overall exposure level for stl-[a-z]+\.service: [0-2]\.\d/);
    });
  }

  it('fail the check above without what hardens them', async () => {
    const bare = await mkdtemp(join(tmpdir(), 'stl-bare-'));
    await cp(join(source, 'stl-gateway.service'), join(bare, 'stl-gateway.service'));
    const { code } = await run(analyze, [
      'security',
      '--offline=true',
      '--threshold=25',
      join(bare, 'stl-gateway.service'),
    ]);
    await rm(bare, { recursive: true });
    expect(code).not.to.equal(0);
  });

  it('run commands and options that there are', async () => {
    for (const unit of ['stl-gateway', 'stl-witness', 'stl-signer', 'stl-sync']) {
      const text = (await readFile(join(source, `${unit}.service`), 'utf8')).replace(/\\\n/g, ' ');
      const [, words = ''] = /^ExecStart=\S+ \S+main\.js (.*)$/m.exec(text) ?? [];
      const [command = '', ...rest] = words.trim().split(/\s+/);
      const sub = rest[0]?.startsWith('-') === false ? [rest[0]] : [];
      const { code, output } = await run(process.execPath, [
        'dist/gateway/cli/main.js',
        command,
        ...sub,
        '--help',
      ]);
      expect(code, `${unit}: ${output}`).to.equal(0);
      for (const option of rest.filter((word) => word.startsWith('--')))
        expect(output, unit).to.include(option);
    }
  });

  it('come with an example of settings that a gateway takes', async () => {
    const text = await readFile(join(source, 'gateway.env'), 'utf8');
    // What is commented out is an example, too.
    const settings = [...text.matchAll(/^#?(STL_[A-Z_]+)=(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value] as const,
    );
    expect(settings).to.have.length.above(3);
    expect(settingMistakes(Object.fromEntries(settings))).to.deep.equal([]);
  });
});
