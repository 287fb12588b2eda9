import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import {
  actionMisfits,
  actionTypes,
  describedAction,
} from '../../gateway/cli/commands/governance/propose/action-schema.js';
import { draftOf } from '../../gateway/cli/commands/governance/propose/drafts.js';
import { parseCommented } from '../../gateway/cli/frame/commented-json.js';
import { writeCommented } from '../../gateway/cli/frame/write-commented.js';
import { createClient, type Client, type ProposalView } from '../../gateway/sdk/client/index.js';
import type { Gateway } from '../../gateway/start/server.js';
import { World } from '../gateway/harness.js';
import { newOrganisation } from '../support/consortium.js';
import { failureOf } from '../support/failure.js';
import { stl, type StlResult } from '../support/stl.js';

describe('drafts of proposals', () => {
  let world: World;
  let gateway: Gateway;
  let dir: string;
  before(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-drafts-'));
    world = await World.found();
    gateway = await world.start();
    for (const org of ['platform', 'certifier'])
      await writeFile(join(dir, `${org}.jwk.json`), JSON.stringify(world.privateKey(`admin:${org}`)));
  });
  after(async () => {
    await gateway.close();
    await world.remove();
    await rm(dir, { recursive: true });
  });

  const run = (...args: string[]): Promise<StlResult> =>
    stl(args, { cwd: dir, env: { STL_URL: gateway.url } });
  const client = (): Client => createClient({ url: gateway.url });
  const subjects: Readonly<Record<string, string>> = {
    'participant.register': 'newcomer',
    'policy.publish': 'score',
  };

  /** What a person still has to say; without it nothing can be proposed by mistake. */
  const open: Readonly<Record<string, readonly string[]>> = {
    'participant.register': ['org', 'roles', 'keys', 'validFrom', 'validUntil'].map(
      (name) => `/participant/${name}`,
    ),
    'participant.status': ['/status'],
    'key.register': ['/key'],
    'key.revoke': ['/kid', '/reason'],
    'fold.activate': ['/fold/fromEpoch'],
  };

  for (const type of actionTypes.filter((one) => one !== 'key.rotate')) {
    it(`of ${type} can be read again, and lack what only a person can say`, async () => {
      const { notes, value } = await draftOf(type, subjects[type] ?? 'demo-platform', {}, client());
      const text = writeCommented(value, describedAction(type), { notes, heading: ['a heading'] });
      const read = parseCommented(text, 'draft.jsonc');
      expect(read.value).to.deep.equal(value);
      const places = new Set(actionMisfits(read.value).map(({ pointer = '' }) => pointer));
      expect([...places].sort()).to.deep.equal([...(open[type] ?? [])].sort());
      expect(text)
        .to.match(/^\/\/ a heading\n\{\n/)
        .and.include('  // ');
    });
  }

  it('send whoever wants to rotate a key to the command that does', async () => {
    const failure = await failureOf(draftOf('key.rotate', 'demo-platform', {}, client()));
    expect(String(failure)).to.include('stl rotate-key');
  });

  it('name participants and organisations that are not there', async () => {
    expect(await failureOf(draftOf('key.revoke', 'nobody', {}, client()))).to.include({ code: 'not_found' });
    const removal = draftOf('organisations.set', undefined, { remove: ['nobody'] }, client());
    expect(String(await failureOf(removal))).to.include('nobody');
  });

  it('take in an organisation that brings its part, with k raised to a majority, once others approve', async () => {
    const part = { ...newOrganisation('auditor', 'AuditorMSP', []), url: 'https://auditor.example' };
    await writeFile(join(dir, 'auditor.part.json'), JSON.stringify(part));
    const written = await run(
      ...['propose', 'draft', 'organisations.set', '--add', 'auditor.part.json', '--out', 'members.jsonc'],
    );
    expect(written.code, written.stderr).to.equal(0);
    const unread = await run('propose', 'members.jsonc', '--admin-key', 'platform.jwk.json');
    expect(unread.code).to.equal(2);
    expect(unread.stderr).to.include('add --yes');
    const proposed = await run(
      ...['propose', 'members.jsonc', '--admin-key', 'platform.jwk.json', '--yes', '--json'],
    );
    expect(proposed.code, proposed.stderr).to.equal(0);
    expect(proposed.stderr).to.include('Any 3 of 4 organisations would decide; now it is 2 of 3.');
    expect(proposed.stderr).to.include('auditor would join.');
    const { id } = JSON.parse(proposed.stdout) as ProposalView;
    const approved = await run('approve', id, '--admin-key', 'certifier.jwk.json', '--yes');
    expect(approved.stdout).to.include('Executed: organisations.set');
  });

  it('say where a draft is wrong, by line and pointer', async () => {
    await writeFile(
      join(dir, 'wrong.jsonc'),
      '{\n  // who watches\n  "type": "witnesses.set",\n  "witnesses": null,\n  "quorum": -1,\n}\n',
    );
    const { code, stderr } = await run('propose', 'wrong.jsonc', '--admin-key', 'platform.jwk.json', '--yes');
    expect(code).to.equal(1);
    expect(stderr).to.include('wrong.jsonc:4:16 /witnesses wrong type');
    expect(stderr).to.include('wrong.jsonc:5:13 /quorum number is too small');
  });
});
