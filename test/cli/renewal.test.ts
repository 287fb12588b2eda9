import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Participant } from '../../chaincode/domain/consortium/participant.js';
import { daySeconds, formatTime } from '../../chaincode/domain/time.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World, clock, privateJwk } from '../gateway/harness.js';
import { keyOf, newParticipant, newSigner } from '../support/consortium.js';
import { stl, type StlResult } from '../support/stl.js';

describe('stl, for what ends and is renewed', () => {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-renewal-'));
    world = await World.found();
    gateway = await world.start();
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const run = (...args: string[]): Promise<StlResult> =>
    stl([...args, '--data-dir', world.dir], { env: { STL_URL: gateway.url } });
  const done = async (...args: string[]): Promise<string> => {
    const { code, stderr, stdout } = await run(...args);
    expect(code, stderr).to.equal(0);
    return stdout;
  };
  const refused = async (...args: string[]): Promise<string> => {
    const { code, stderr } = await run(...args);
    expect(code).to.be.oneOf([1, 2]);
    return stderr;
  };
  const inDays = (days: number): string => formatTime(clock() + days * daySeconds);
  const day = (days: number): string => inDays(days).slice(0, 10);
  const known = async (id: string): Promise<Participant> =>
    (await (await world.client(gateway)).get<Participant>(`/v1/participants/${id}`)).value;
  let files = 0;
  const keyFile = async (): Promise<string> => {
    const path = join(dir, `key-${++files}.jwk.json`);
    await writeFile(path, JSON.stringify(privateJwk(newSigner())));
    return path;
  };
  const register = async (id: string, ...options: string[]): Promise<string[]> => {
    const key = await keyFile();
    return ['register', id, '--public-key', key, '--role', 'carrier', '--admin', 'platform', ...options];
  };
  /** With the approval of a second organisation, where one is asked for. */
  const approved = async (text: string): Promise<void> => {
    const [, id = ''] = /stl approve ([0-9a-f]{64})/.exec(text) ?? [];
    await done('approve', id, '--admin', 'certifier', '--yes');
  };

  it('registers until the days that were given, and without them for a year', async () => {
    await done(...(await register('dated', '--valid-until', day(700), '--key-valid-until', day(90))));
    const dated = await known('dated');
    expect(dated.validUntil).to.equal(`${day(700)}T23:59:59Z`);
    expect(dated.keys[0]?.notAfter).to.equal(`${day(90)}T23:59:59Z`);
    await done(...(await register('long', '--valid-until', inDays(1_000))));
    const long = await known('long');
    expect(long.validUntil.slice(0, 10)).to.equal(day(1_000));
    expect(long.keys[0]?.notAfter.slice(0, 10)).to.equal(day(366));
  });

  it('registers nobody until a day that is past, or with a key that outlives the registration', async () => {
    const says = async (...options: string[]): Promise<string> =>
      refused(...(await register('bad', ...options)));
    expect(await says('--valid-until', day(-1)))
      .to.include('--valid-until')
      .and.include('is past');
    expect(await says('--valid-until', day(20), '--key-valid-until', day(30))).to.include(
      `the registration ends before, on ${day(20)}`,
    );
    const { status } = await fetch(`${gateway.url}/v1/participants/bad`);
    expect(status).to.equal(404);
  });

  it('lists what ends with the command that renews it, which does', async () => {
    await done(...(await register('ending', '--valid-until', day(20))));
    const gone = { ...keyOf(newSigner()), notAfter: inDays(-1) };
    const participant = { ...newParticipant('gone', 'platform', ['carrier'], []), keys: [gone] };
    await world.decide(gateway, { type: 'participant.register', participant });
    const listed = await done('participants', '--ending', '25d');
    expect(listed).to.match(/ending +platform +registration +\d{4}-\d\d-\d\d +(19|20)\n/);
    expect(listed).to.match(/gone +platform +key +\d{4}-\d\d-\d\d +ended\n/);
    expect(listed).to.include('  stl renew ending --admin platform');
    expect(listed).to.include('  stl rotate-key --id ending --key OLD --new NEW --admin platform');
    expect(listed).to.include('  stl register gone --public-key NEW --admin platform');
    const proposed = await done('renew', 'ending', '--admin', 'platform');
    expect(proposed).to.include('No organisation can extend this alone');
    // Run again, it asks the others for nothing new.
    const again = await done('renew', 'ending', '--admin', 'platform', '--until', day(385));
    expect(/approve [0-9a-f]{64}/.exec(again)?.[0]).to.equal(/approve [0-9a-f]{64}/.exec(proposed)?.[0]);
    await approved(proposed);
    expect((await known('ending')).validUntil).to.equal(`${day(385)}T23:59:59Z`);
    const json = JSON.parse(await done('--json', 'participants', '--ending', '25d')) as {
      participant: string;
      what: string;
    }[];
    expect(json.filter((one) => one.participant === 'ending').map(({ what }) => what)).to.deep.equal(['key']);
  });

  it('renews a certifier’s accreditation, and shortens none', async () => {
    const accreditation = [
      { body: 'DAkkS', number: 'D-1', schemes: ['ce'], from: inDays(-300), until: inDays(10) },
      { body: 'DAkkS', number: 'D-2', schemes: ['gots'], from: inDays(-300), until: inDays(900) },
    ];
    const lab = newParticipant('lab', 'certifier', ['certifier'], [newSigner()]);
    await world.decide(gateway, { type: 'participant.register', participant: { ...lab, accreditation } });
    expect(await done('participants', '--ending')).to.include(
      '  stl renew lab --accreditation-until DATE --admin certifier',
    );
    const text = await done('renew', 'lab', '--accreditation-until', day(400), '--admin', 'certifier');
    const [, id = ''] = /stl approve ([0-9a-f]{64})/.exec(text) ?? [];
    await done('approve', id, '--admin', 'platform', '--yes');
    expect((await known('lab')).accreditation.map(({ until }) => until)).to.deep.equal([
      `${day(400)}T23:59:59Z`,
      accreditation[1]?.until,
    ]);
    expect((await known('lab')).validUntil).to.equal(lab.validUntil);
  });

  it('renews nothing to an earlier day, nothing that is not there, and nobody who was ended', async () => {
    await done(...(await register('fine', '--valid-until', day(500))));
    const as = ['--admin', 'platform'];
    expect(await refused('renew', 'fine', '--until', day(400), ...as)).to.include(`has ${day(500)} already`);
    expect(await refused('renew', 'fine', '--accreditation-until', day(400), ...as)).to.include(
      'no accreditation',
    );
    expect(await refused(...(await register('fine', '--valid-until', day(900))))).to.include(
      'stl renew fine',
    );
    await world.decide(gateway, { type: 'participant.status', id: 'fine', status: 'ended' });
    expect(await refused('renew', 'fine', ...as)).to.include('ended for good');
  });
});
