import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { inspectionRecord } from '../support/records.js';
import { newWitness } from '../support/witnesses.js';

const module = fileURLToPath(new URL('../../../test/interop/', import.meta.url));

describe('torchwood, with our tlog-policy', function () {
  this.timeout(300_000); // the first run fetches and compiles
  const [one, two] = [newWitness('watch.example'), newWitness('two.example/2026')];
  let world: World;
  let gateway: Gateway;
  let policy: string;
  let proof: string;

  before(async function () {
    if (spawnSync('go', ['version']).status !== 0) {
      process.stdout.write(
        '      Go is not installed: these tests are skipped (https://go.dev/doc/install)\n',
      );
      this.skip();
    }
    world = await World.found();
    gateway = await world.start();
    const witnesses = [one.vkey, two.vkey];
    await world.decide(gateway, { type: 'witnesses.set', witnesses, quorum: 1 });
    const { batch } = await world.state(gateway, 'demo-inspector', [
      inspectionRecord('a'),
      inspectionRecord('b'),
    ]);
    await world.seal(gateway);
    const read = async (path: string): Promise<string> => (await fetch(`${gateway.url}${path}`)).text();
    policy = await read('/tlog/policy');
    proof = await read(`/v1/records/${batch}.1/proof.tlog-proof`);
  });
  after(async () => {
    await gateway?.close();
    await world?.remove();
  });

  /** The file with its checkpoint seen by a witness. */
  const seen = (by: typeof one, file = proof): string => {
    const at = file.indexOf('\n\n') + 2;
    return file.slice(0, at) + by.see(file.slice(at));
  };
  const verdicts = (cases: Readonly<Record<string, readonly [policy: string, proof: string]>>) => {
    const input = Object.entries(cases).map(([name, given]) => ({ name, policy: given[0], proof: given[1] }));
    const run = spawnSync('go', ['run', './torchwood'], {
      cwd: module,
      input: JSON.stringify(input),
      encoding: 'utf8',
    });
    expect(run.status, run.stderr).to.equal(0);
    const lines = run.stdout.trim().split('\n');
    return Object.fromEntries(lines.map((line) => line.split(/: (.*)/s, 2) as [string, string]));
  };

  it('proves a record with our tlog-proof, and refuses one that was changed or that too few have seen', () => {
    const witnessed = seen(one);
    const extra = /^extra (.*)$/m.exec(proof)?.[1] ?? '';
    const stated = JSON.parse(Buffer.from(extra, 'base64').toString()) as { time: string };
    const later = { ...stated, time: stated.time.replace(/^2/, '3') };
    const hash = witnessed.split('\n')[3] ?? '';
    const other = `${hash.startsWith('A') ? 'B' : 'A'}${hash.slice(1)}`;
    const said = verdicts({
      good: [policy, witnessed],
      both: [policy, seen(two, witnessed)],
      unseen: [policy, proof],
      stranger: [policy, seen(newWitness('watch.example'))],
      twice: [policy.replace('group witnesses 1', 'group witnesses 2'), seen(one, witnessed)],
      time: [policy, witnessed.replace(extra, Buffer.from(JSON.stringify(later)).toString('base64'))],
      index: [policy, witnessed.replace(/^index (\d+)$/m, (_, n) => `index ${Number(n) - 1}`)],
      path: [policy, witnessed.replace(hash, other)],
      checkpoint: [policy, witnessed.replace(/^asof 2/m, 'asof 3')],
      witness: [policy, witnessed.replace(/(watch\.example .{40})./, '$1=')],
      few: [policy, witnessed.replace(/^\u2014 stl\/\S+\/(platform|payments) .*\n/gm, '')],
      elsewhere: [policy.replaceAll(world.consortium.ledger, 'f'.repeat(64)), witnessed],
    });
    const { good, both, ...refused } = said;
    expect([good, both]).to.deep.equal(['holds', 'holds']);
    expect(Object.keys(refused)).to.have.length(10);
    for (const [name, why] of Object.entries(refused)) expect(why, name).not.to.equal('holds');
    expect([refused['time'], refused['path'], refused['index']].join()).to.match(
      /^(,?tlog record inclusion proof verification failed for index \d+){3}$/,
    );
    expect([refused['unseen'], refused['stranger'], refused['twice'], refused['few']].join()).to.match(
      /^(,?note verification failed: only 1\/2 policy components satisfied){4}$/,
    );
  });
});
