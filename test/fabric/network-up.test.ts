import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
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

    /** Runs the launcher to its end; `then` happens once, as soon as it has said `words`. */
    async function network(
      words: readonly string[],
      ...then: readonly { readonly said: string; readonly act: (launcher: ChildProcess) => void }[]
    ): Promise<{ code: number; said: string }> {
      const child = spawn(process.execPath, [program, ...words, '--dir', dir], {
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      let said = '';
      const awaited = [...then];
      const hear = (chunk: Buffer): void => {
        said += chunk.toString('utf8');
        while (awaited[0] !== undefined && said.includes(awaited[0].said)) awaited.shift()?.act(child);
      };
      child.stdout.on('data', hear);
      child.stderr.on('data', hear);
      const [code] = (await once(child, 'close')) as [number];
      return { code, said };
    }

    /** Ctrl-C, three times. */
    const interrupt = (launcher: ChildProcess): void => {
      for (let times = 0; times < 3; times += 1) setTimeout(() => launcher.kill('SIGINT'), times * 20);
    };

    /** Process ids of all nodes that run, by name. */
    const running = (): ReadonlyMap<string, number> => {
      const { processes } = new StoredNetwork(dir);
      return new Map(
        new StoredNetwork(dir).nodes().flatMap((name) => {
          const pid = processes.pid(name);
          return pid === undefined ? [] : [[name, pid]];
        }),
      );
    };

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
        const { code, said } = await network(['up'], { said: step, act: interrupt });
        expect(code).to.equal(1);
        expect(said).to.include('Interrupted');
        if (existsSync('/proc/self')) expect(processesHere()).to.deep.equal([]);
        expect(existsSync(dir)).to.equal(false);
      });
    }

    it('does not take what a killed launch left for a network, and removes it', async () => {
      await network(['up'], { said: 'joining the channel', act: (launcher) => launcher.kill('SIGKILL') });
      const { code, said } = await network(['up']);
      expect(code).to.equal(1);
      expect(said).to.include('was not launched to its end').and.include('network:reset');
      expect((await network(['reset'])).code).to.equal(0);
      if (existsSync('/proc/self')) expect(processesHere()).to.deep.equal([]);
      expect(existsSync(dir)).to.equal(false);
    });

    it("starts every organisation's gateway, waits for a late peer, and says where each answers", async function () {
      const peer = (signal: NodeJS.Signals) => (): void =>
        new StoredNetwork(dir).processes.signal('peer-payments', signal);
      const { code, said } = await network(
        ['up'],
        { said: 'joining the channel', act: peer('SIGSTOP') },
        { said: 'waiting for peer-payments', act: peer('SIGCONT') },
      );
      expect(said).to.include('waiting for peer-payments: it ');
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
      const org = new StoredNetwork(dir).topology().organisations[2]!;
      const before = running();
      expect((await network(['restart', 'gateway-payments'])).code).to.equal(0);
      expect(running().get('gateway-payments')).to.be.a('number').not.equal(before.get('gateway-payments'));
      expect((await network(['status'])).said).to.match(/gateway-payments +running/);
      expect((await network(['down'])).code).to.equal(0);
      expect([...running().keys()]).to.deep.equal([]);
      expect((await network(['up'])).code).to.equal(0);
      expect((await fetch(`${gatewayUrl(org)}/v1/sellers/demo-platform.first-shop/score`)).status).to.equal(
        200,
      );
    });

    it('resumes with a node that is late, says which, and leaves the others alone', async () => {
      const { processes } = new StoredNetwork(dir);
      expect((await network(['stop', 'gateway-certifier'])).code).to.equal(0);
      const others = running();
      processes.signal('peer-payments', 'SIGSTOP');
      const { code, said } = await network(['up'], {
        said: 'waiting for gateway-payments',
        act: () => processes.signal('peer-payments', 'SIGCONT'),
      });
      expect(said)
        .to.match(/waiting for (peer|gateway)-payments: it /)
        .and.include('The network is up');
      expect(code).to.equal(0);
      expect([...running()]).to.include.deep.members([...others]);
      expect(running().has('gateway-certifier')).to.equal(true);
    });

    it('stops nothing that runs when a node cannot resume, and says what that node said', async () => {
      const { layout } = new StoredNetwork(dir);
      const file = join(layout.dir, 'peers', 'payments', 'core.yaml');
      const config = readFileSync(file, 'utf8');
      expect((await network(['stop', 'peer-payments'])).code).to.equal(0);
      const others = running();
      writeFileSync(file, config.replace('server.crt', 'lost.crt'));
      const failed = await network(['up']);
      expect(failed.code).to.equal(1);
      expect(failed.said).to.include('peer-payments does not run').and.include('lost.crt');
      expect(failed.said).to.include('What runs goes on');
      expect([...running()]).to.deep.equal([...others]);
      writeFileSync(file, config);
      expect((await network(['up'])).code).to.equal(0);
      expect([...running()]).to.include.deep.members([...others]);
    });

    it('stops nothing when a resume is interrupted', async () => {
      const { processes } = new StoredNetwork(dir);
      const before = running();
      processes.signal('gateway-payments', 'SIGSTOP');
      const { code, said } = await network(['up'], {
        said: 'waiting for gateway-payments',
        act: interrupt,
      });
      processes.signal('gateway-payments', 'SIGCONT');
      expect(said).to.include('Interrupted: nothing is stopped.');
      expect(code).to.equal(1);
      expect([...running()]).to.deep.equal([...before]);
    });

    it('removes all that it made', async () => {
      expect((await network(['reset'])).code).to.equal(0);
      expect(existsSync(dir)).to.equal(false);
    });
  });
});
