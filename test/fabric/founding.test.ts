import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'chai';
import { writeFoundingProfile, writeGatewayProfile } from '../../network/gateway-profile.js';
import { parsed } from './consortium-world.js';
import { FoundersWalk } from '../support/founders.js';
import { whereFabricIsFound } from './programs.js';
import { temporaryNetwork, type TemporaryNetwork } from './suite-network.js';

whereFabricIsFound('founding a consortium on Fabric', () => {
  describe('founding a consortium on Fabric', () => {
    let started: TemporaryNetwork;
    let walk: FoundersWalk;
    const organisation = (id: string) => {
      const found = started.network.topology.organisations.find(({ name }) => name === id);
      if (found === undefined) throw new Error(`${id} is not in the network`);
      return found;
    };
    const profile = (id: string): string => {
      const { layout, topology } = started.network;
      return writeFoundingProfile(organisation(id), topology, layout);
    };
    /** Each on a machine of its own: with its own approval alone. */
    const found = (id: string, ...more: string[]) =>
      walk.stl(id, 'consortium', 'found', 'consortium.json', '--profile', profile(id), ...more);

    before(async () => {
      started = await temporaryNetwork();
      walk = await FoundersWalk.start();
      await walk.draft(started.network.topology.organisations.map(({ mspId, name }) => [name, mspId]));
    });
    after(async () => {
      await walk?.end();
      await started?.remove();
    });

    it('says how many are still needed, whoever asks again', async () => {
      await walk.sign('platform');
      const first = await found('platform', '--approvals', 'platform.approval.jws', '--json');
      expect(first.code, first.stderr).to.equal(0);
      expect(parsed(first.stdout)).to.deep.include({
        inForce: false,
        brought: ['platform'],
        approvals: ['platform'],
        needed: 1,
      });
      const again = await found('platform', '--approvals', 'platform.approval.jws');
      expect(again.stdout).to.include('platform has approved ledger').and.include('1 more must');
    });

    it("brings no other organisation's approval", async () => {
      await walk.sign('certifier');
      await writeFile(
        join(walk.home('platform'), 'certifier.approval.jws'),
        await readFile(join(walk.home('certifier'), 'certifier.approval.jws')),
      );
      const { code, stderr } = await found('platform', '--approvals', 'certifier.approval.jws');
      expect(code).to.equal(1);
      expect(stderr).to.include('none of the approvals is one that PlatformMSP may bring');
    });

    it('says what a profile without an administrator lacks', async () => {
      const { layout, topology } = started.network;
      const own = writeGatewayProfile(organisation('certifier'), topology, layout);
      const { code, stderr } = await walk.stl(
        ...(['certifier', 'consortium', 'found', 'consortium.json', '--profile', own] as const),
        ...['--approvals', 'certifier.approval.jws'],
      );
      expect(code).to.equal(1);
      expect(stderr).to.include('names no administrator');
    });

    it('is in force with the k-th, which leaves the data directory of its gateway ready', async () => {
      const args = ['--approvals', 'certifier.approval.jws', '--keys', 'keys'];
      const { code, stderr, stdout } = await found('certifier', ...args);
      expect(code, stderr).to.equal(0);
      expect(stdout).to.include(`Ledger ${walk.ledger} is founded.`);
      expect(await readdir(join(walk.home('certifier'), 'data', 'orgs', 'certifier'))).to.have.members([
        'sign.jwk.json',
        'log.jwk.json',
        'cosigner.jwk.json',
      ]);
      const again = await found('certifier', ...args);
      expect(again.code, again.stderr).to.equal(0);
      expect(again.stdout).to.include('already in force');
    });

    it('says to one that comes too late that it is in force', async () => {
      await walk.sign('payments');
      const { code, stdout } = await found('payments', '--approvals', 'payments.approval.jws');
      expect(code).to.equal(0);
      expect(stdout).to.include('already in force');
    });

    it('refuses another document over it, and names both ledgers', async () => {
      const other = await FoundersWalk.start();
      try {
        await other.draft(started.network.topology.organisations.map(({ mspId, name }) => [name, mspId]));
        await other.sign('platform');
        const { code, stderr } = await other.stl(
          ...([
            'platform',
            'consortium',
            'found',
            'consortium.json',
            '--profile',
            profile('platform'),
          ] as const),
          ...['--approvals', 'platform.approval.jws', '--keys', 'keys'],
        );
        expect(code).to.equal(1);
        expect(stderr).to.include(walk.ledger).and.include(other.ledger);
        expect(await readdir(other.home('platform'))).not.to.include('data');
      } finally {
        await other.end();
      }
    });
  });
});
