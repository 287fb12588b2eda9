import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { parseTlogProof } from '../../../chaincode/domain/proofs/tlog-proof.js';
import { ProofFailure, checkTlogProof } from '../../../gateway/sdk/client/index.js';
import type { Gateway } from '../../../gateway/start/server.js';
import { orderRecord } from '../../support/records.js';
import { stl } from '../../support/stl.js';
import { World } from '../harness.js';

describe('the proof of a record as one file', () => {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  let id: string;
  let file: string;

  before(async () => {
    world = await World.found();
    gateway = await world.start();
    dir = await mkdtemp(join(tmpdir(), 'stl-proof-'));
    const { batch } = await world.state(gateway, 'demo-platform', [orderRecord('a'), orderRecord('b')]);
    await world.seal(gateway);
    id = `${batch}.1`;
    await writeFile(join(dir, 'key.json'), JSON.stringify(world.privateKey('demo-platform')));
    const asked = ['--url', gateway.url, 'proof', id, '--key', join(dir, 'key.json')];
    const { code, stderr } = await stl([...asked, '--out', join(dir, 'record.tlog-proof')]);
    expect(code, stderr).to.equal(0);
    file = await readFile(join(dir, 'record.tlog-proof'), 'utf8');
    expect((await stl([...asked, '--out', join(dir, 'record.tlog-proof')])).stderr).to.include(
      'there already',
    );
    await stl(['--url', gateway.url, 'trust', join(dir, 'trust.json')]);
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  it('is given to those alone who may read the record', async () => {
    const path = `/v1/records/${id}/proof.tlog-proof`;
    expect((await fetch(`${gateway.url}${path}`)).status).to.equal(401);
    const { error } = await (await world.client(gateway, 'demo-inspector')).get(path).then(
      () => ({ error: undefined }),
      (thrown: unknown) => ({ error: thrown as { code: string } }),
    );
    expect(error?.code).to.equal('ring_too_low');
  });

  it('is checked by stl verify against a kept trust list, without asking anybody', async () => {
    const verify = (...more: string[]) =>
      stl(['--url', 'http://127.0.0.1:9', 'verify', join(dir, 'record.tlog-proof'), ...more]);
    const trust = ['--trust', join(dir, 'trust.json')];
    const { code, stderr, stdout } = await verify(...trust);
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include(`proven: demo-platform stated record ${id}`);
    expect(stdout).to.include(
      'cosigned by certifier, payments, platform; the trust list names no outside witnesses',
    );
    const shown = JSON.parse((await verify(...trust, '--json')).stdout) as object;
    expect(shown).to.deep.include({ id, issuer: 'demo-platform', record: orderRecord('b'), quorum: 0 });
    expect((await verify(...trust, '--seller', 'demo-platform.shop1')).code).to.equal(2);

    await writeFile(join(dir, 'record.tlog-proof'), file.replace(/^epoch \d+$/m, 'epoch 77'));
    const forged = await verify(...trust);
    expect([forged.code, forged.stderr.split('\n')[0]]).to.deep.equal([
      1,
      'stl: the proof does not hold: a signature of ' +
        `${/^\u2014 (\S+)/m.exec(file)?.[1] ?? ''} does not hold`,
    ]);
    await writeFile(join(dir, 'record.tlog-proof'), file);
  });

  it('holds as it stands, and in no other form', async () => {
    const trust = world.trust;
    expect((await checkTlogProof(file, trust)).id).to.equal(id);
    const [header = '', extra = '', index = '', ...rest] = file.split('\n');
    const stated = JSON.parse(Buffer.from(extra.slice(6), 'base64').toString()) as Record<string, unknown>;
    const saying = (value: unknown): string =>
      [header, `extra ${Buffer.from(JSON.stringify(value)).toString('base64')}`, index, ...rest].join('\n');
    const codeOf = (text: string): Promise<string> =>
      checkTlogProof(text, trust).then(
        () => 'holds',
        (error: unknown) => (error instanceof ProofFailure ? error.code : String(error)),
      );
    expect(await codeOf(saying(stated))).to.equal('holds');
    for (const text of [
      '',
      header,
      `${header}\n`,
      `${header}\n\n`,
      file.replace('v1', 'v2'),
      file.replaceAll('\n', '\r\n'),
      [header, index, extra, ...rest].join('\n'),
      [header, index, ...rest].join('\n'),
      [header, extra, ...rest].join('\n'),
      [header, 'extra !', index, ...rest].join('\n'),
      [header, extra, 'index 01', ...rest].join('\n'),
      [header, extra, 'index -1', ...rest].join('\n'),
      [header, extra, 'index 1e1', ...rest].join('\n'),
      [header, extra, index, 'AAAA', ...rest].join('\n'),
      [header, extra, index, '!', ...rest].join('\n'),
      `${file}x`,
      file.slice(0, -1),
      ...[null, 7, [], 'x', {}, { ...stated, more: 1 }, { ...stated, v: 2 }].map(saying),
      saying({ ...stated, checkpoint: rest.join('\n') }),
      saying({ ...stated, inclusion: { index: 0, path: [] } }),
      `${header}\n${'x'.repeat(2 * 1024 * 1024)}`,
    ])
      expect(await codeOf(text), text.slice(0, 60)).to.equal('proof_malformed');
    for (const [text, code] of [
      [[header, extra, 'index 0', ...rest].join('\n'), 'not_in_log'],
      [[header, extra, index, ...rest.slice(1)].join('\n'), 'not_in_log'],
      [saying({ ...stated, time: '2026-01-01T00:00:00Z' }), 'not_in_log'],
      [saying({ ...stated, record: id.replace(/1$/, '0') }), 'not_in_batch'],
    ] as const)
      expect(await codeOf(text), text.slice(0, 60)).to.equal(code);
  });

  it('says the same as the proof in JSON', async () => {
    const client = await world.client(gateway, 'demo-platform');
    expect(parseTlogProof(file)).to.deep.equal((await client.get(`/v1/records/${id}/proof`)).value);
    const answer = await fetch(`${gateway.url}/tlog/policy`);
    expect(answer.headers.get('content-type')).to.equal('text/plain; charset=utf-8');
    expect(await answer.text()).to.include(`\nlog stl/${world.consortium.ledger}+`);
  });
});
