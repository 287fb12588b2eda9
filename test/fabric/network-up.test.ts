import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { gatewayKeyUses } from '../../gateway/data-dir/key-files.js';
import { gatewayUrl } from '../../network/gateway-process.js';
import { StoredNetwork } from '../../network/stored-network.js';
import { whereFabricIsFound } from './programs.js';

const program = fileURLToPath(new URL('../../network/main.js', import.meta.url));

whereFabricIsFound('network:up', () => {
  describe('network:up', () => {
    let parent: string;
    let dir: string;

    before(async () => {
      parent = await mkdtemp(join(tmpdir(), 'stl-up-'));
      dir = join(parent, 'network');
    });
    after(async function () {
      await new StoredNetwork(dir).stop();
      await rm(parent, { recursive: true, force: true });
    });

    /** Runs the launcher to its end; `interrupt` sends it Ctrl-C, three times, at that step. */
    async function network(
      words: readonly string[],
      interrupt?: string,
    ): Promise<{ code: number; said: string }> {
      const child = spawn(process.execPath, [program, ...words, '--dir', dir], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      let interrupted = false;
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('utf8');
        if (interrupted || interrupt === undefined || !said.includes(interrupt)) return;
        interrupted = true;
        for (let times = 0; times < 3; times += 1) setTimeout(() => child.kill('SIGINT'), times * 20);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    }

    /** Ids of processes whose command or directory lies in this network's. */
    const processesHere = (): string[] =>
      readdirSync('/proc').filter((name) => {
        try {
          const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
          const environment = readFileSync(`/proc/${name}/environ`, 'utf8');
          return Number(name) !== process.pid && (command + environment).includes(dir);
        } catch {
          return false;
        }
      });

    it('refuses what cannot work before it starts anything', async () => {
      const { code, said } = await network(['up', '--bft', '--client', 'fabric-network']);
      expect(code).to.equal(1);
      expect(said).to.include('one orderer only');
      expect(existsSync(dir)).to.equal(false);
    });

    for (const step of ['joining the channel', 'founding the consortium']) {
      it(`leaves no process and no file when it is interrupted while ${step}`, async function () {
        const { code, said } = await network(['up'], step);
        expect(code).to.equal(1);
        expect(said).to.include('Interrupted');
        if (existsSync('/proc/self')) expect(processesHere()).to.deep.equal([]);
        expect(existsSync(dir)).to.equal(false);
      });
    }

    it("starts every organisation's gateway and says where each answers", async function () {
      this.timeout(90_000);
      const { code, said } = await network(['up']);
      expect(said).to.include('The network is up');
      expect(code).to.equal(0);
      for (const org of new StoredNetwork(dir).topology().organisations) {
        expect(said).to.include(gatewayUrl(org));
        const ready = (await (await fetch(`${gatewayUrl(org)}/readyz`)).json()) as Record<string, unknown>;
        expect(ready).to.include({ ready: true });
        // It has folded the probe, so it has founded consortium, participants and facts.
        expect((await fetch(`${gatewayUrl(org)}/v1/sellers/demo-platform.first-shop/score`)).status).to.equal(
          200,
        );
      }
    });

    it("gives each gateway its own organisation's keys, and no other", () => {
      const stored = new StoredNetwork(dir);
      const { layout } = stored;
      for (const org of stored.topology().organisations) {
        const data = layout.gatewayData(org);
        expect(readdirSync(join(data, 'orgs'))).to.deep.equal([org.name]);
        expect(readdirSync(join(data, 'orgs', org.name))).to.have.members(
          gatewayKeyUses.map((use) => `${use}.jwk.json`),
        );
        // Neither its key nor its identity: an administrator is not on the gateway.
        expect(JSON.parse(readFileSync(layout.profile(org), 'utf8'))).not.to.have.property('admins');
      }
    });

    it('restarts a gateway, goes down whole, and comes up again on what it stored', async function () {
      this.timeout(90_000);
      const stored = new StoredNetwork(dir);
      const org = stored.topology().organisations[2]!;
      const before = stored.processes.pid('gateway-payments');
      expect((await network(['restart', 'gateway-payments'])).code).to.equal(0);
      expect(stored.processes.pid('gateway-payments')).to.be.a('number').not.equal(before);
      expect((await network(['status'])).said).to.match(/gateway-payments +running/);
      expect((await network(['down'])).code).to.equal(0);
      expect(stored.nodes().filter((name) => stored.processes.isRunning(name))).to.deep.equal([]);
      expect((await network(['up'])).code).to.equal(0);
      expect((await fetch(`${gatewayUrl(org)}/v1/sellers/demo-platform.first-shop/score`)).status).to.equal(
        200,
      );
      expect((await network(['reset'])).code).to.equal(0);
      expect(existsSync(dir)).to.equal(false);
    });
  });
});
