import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Action } from '../../chaincode/domain/consortium/action.js';
import { daySeconds, formatTime } from '../../chaincode/domain/time.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World, clock, privateJwk } from '../gateway/harness.js';
import { keyOf, newParticipant, newSigner, type Signer } from '../support/consortium.js';
import { GatewayProcess, freePort, stl, type StlResult } from '../support/stl.js';

describe('stl, with keys and registrations that end', () => {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-ending-'));
    world = await World.found();
    gateway = await world.start();
  });
  afterEach(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const run = (...args: string[]): Promise<StlResult> =>
    stl([...args, '--data-dir', world.dir], { env: { STL_URL: gateway.url } });
  const after = (seconds: number): string => formatTime(clock() + seconds);
  const propose = (action: Action): Promise<void> => world.decide(gateway, action);
  /** A carrier of the platform whose key and registration end in so many seconds. */
  const registered = async (id: string, signer: Signer, keyEnds: number, ends = 400 * daySeconds) => {
    const key = { ...keyOf(signer), notAfter: after(keyEnds) };
    const participant = { ...newParticipant(id, 'platform', ['carrier'], []), validUntil: after(ends) };
    await propose({ type: 'participant.register', participant: { ...participant, keys: [key] } });
  };
  const file = async (name: string, signer: Signer): Promise<string> => {
    const path = join(dir, `${name}.jwk.json`);
    await writeFile(path, JSON.stringify(privateJwk(signer)));
    return path;
  };
  const register = (id: string, path: string): Promise<StlResult> =>
    run('register', id, '--public-key', path, '--admin', 'platform');

  it('lists what ends within 30 days and what has ended', async () => {
    const [soon, gone, fine] = [newSigner(), newSigner(), newSigner()];
    await registered('soon', soon, 12 * daySeconds + 60);
    await registered('gone', gone, -60);
    await registered('fine', fine, 31 * daySeconds);
    const { stdout } = await run('participants');
    const row = (id: string): string => stdout.split('\n').find((line) => line.startsWith(`${id} `)) ?? '';
    expect(row('soon')).to.match(/ active +1 +key ends \d{4}-\d\d-\d\d, in 12 days$/);
    expect(row('gone')).to.match(/ ended +0 \(1 ended\) +key ended \d{4}-\d\d-\d\d$/);
    expect(row('fine')).to.match(/ active +1$/);
    const client = await world.client(gateway);
    const shown = async (id: string) =>
      (
        await client.get<{ status: string; ends?: { what: string; days: number; notice: number } }>(
          `/v1/participants/${id}`,
        )
      ).value;
    expect((await shown('soon')).ends).to.include({ what: 'key', days: 12, notice: 30 });
    expect((await shown('gone')).ends).to.include({ what: 'key', days: -1 });
    expect(await shown('fine')).not.to.have.property('ends');
    const { items } = (await client.get<{ items: { id: string; ends?: object }[] }>('/v1/participants'))
      .value;
    expect(items.filter(({ ends }) => ends).map(({ id }) => id)).to.have.members(['gone', 'soon']);
  });

  it('has the gateway log it', async () => {
    const soon = newSigner();
    await registered('soon', soon, 12 * daySeconds + 60);
    await gateway.close();
    const own = new GatewayProcess(world.dir, await freePort());
    await own.start();
    await own.stop();
    const lines = own.log.split('\n').filter((line) => line.includes('ends within'));
    const [line, ...more] = lines.map((one) => JSON.parse(one) as { level: number | string; ends: object[] });
    expect(more).to.deep.equal([]);
    expect(line?.ends.map((end) => ({ ...end, at: '' }))).to.deep.equal([
      { owner: 'soon', what: 'key', id: soon.kid, at: '', days: 12, notice: 30 },
    ]);
    gateway = await world.start();
  });

  it('says that an ended or revoked key, or an ended registration, may sign nothing', async () => {
    const [ended, revoked, late] = [newSigner(), newSigner(), newSigner()];
    await registered('ended', ended, -60);
    await registered('revoked', revoked, 400 * daySeconds);
    await propose({ type: 'key.revoke', id: 'revoked', kid: revoked.kid, reason: 'ceased' });
    await registered('late', late, 400 * daySeconds, -60);
    const told = async (id: string, signer: Signer): Promise<string> => {
      const { code, stderr } = await register(id, await file(id, signer));
      expect(code).to.equal(1);
      return stderr;
    };
    expect(await told('ended', ended)).to.match(/may not sign with the key .*: the key ended on \d{4}-/);
    expect(await told('revoked', revoked)).to.match(/may not sign .*: the key was revoked on \d{4}-/);
    expect(await told('late', late)).to.match(/may not sign .*: the registration of late ended on \d{4}-/);
    // A further key would not help it.
    const further = await file('further', newSigner());
    const { code, stderr } = await register('late', further);
    expect(code).to.equal(1);
    expect(stderr).to.match(/the registration of late ended on .*: no key could sign/);
    const rotation = ['rotate-key', '--id', 'ended', '--new', further, '--admin', 'platform'];
    const refused = await run(...rotation, '--key', await file('ended', ended));
    expect(refused.code).to.equal(1);
    expect(refused.stderr).to.match(/the old key cannot vouch for the new one: the key ended on/);
  });

  it('says when a key that may still sign ends, until it has a successor', async () => {
    const signer = newSigner();
    await registered('soon', signer, 12 * daySeconds + 60);
    const path = await file('soon', signer);
    const before = await register('soon', path);
    expect(before.code, before.stderr).to.equal(0);
    expect(before.stdout).to.match(/may sign with the key[\s\S]*Its key ends \d{4}-\d\d-\d\d, in 12 days/);
    const next = await file('next', newSigner());
    const { code, stderr, stdout } = await run(
      ...['rotate-key', '--id', 'soon', '--key', path, '--new', next, '--admin', 'platform'],
    );
    expect(code, stderr).to.equal(0);
    expect(stdout).to.include('soon has a new key').and.not.include('Its key ends');
    expect((await register('soon', path)).stdout).not.to.include('Its key ends');
    expect((await run('participants')).stdout).not.to.include('key ends');
  });
});
