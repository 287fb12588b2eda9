import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'chai';
import { fabricVersion, findPrograms } from '../../../network/programs.js';
import { matches } from '../../docs/walk.js';
import { requireProgram, skipFor } from '../../support/required.js';
import { whereFabricIsFound } from '../programs.js';
import { channel, otherChannel } from './companies.js';
import { companySettings, putPrograms, writeSettings } from './company-machine.js';
import { ExistingNetwork } from './existing-network.js';
import type { Machine } from './fabric-files.js';
import { OtherChaincode } from './other-chaincode.js';
import { makeCheckouts } from './next-release.js';
import { exampleSettings, pageSteps, type PageStep } from './page.js';
import { attemptsWithGatewayIdentity } from './stolen-identity.js';

const project = resolve(fileURLToPath(import.meta.url), '..', '..', '..', '..', '..');
const certifier = 'https://trust.certifier.example';
const page = join(project, 'docs', 'fabric-production.md');

/** Who does what stands below a heading of the page. */
function doersOf(heading: string): readonly string[] {
  const everybody = ['platform', 'certifier', 'payments'];
  const doers: Readonly<Record<string, readonly string[]>> = {
    'Each organisation': everybody,
    'One organisation': ['platform'],
    'An organisation of way A': ['platform'],
    'An organisation of way B': ['payments'],
    'An organisation of way C': ['certifier'],
  };
  const found = doers[heading.split(':')[0] ?? ''];
  if (found === undefined) throw new Error(`The page does not say who does "${heading}".`);
  return found;
}

whereFabricIsFound('docs/fabric-production.md', () => {
  describe('docs/fabric-production.md, followed on a network that is not ours', () => {
    let dir: string | undefined;
    let network: ExistingNetwork;
    let other: OtherChaincode;
    const steps = pageSteps(page);
    /** By organisation: what its shell was told to export. */
    const exports = new Map<string, string>();

    before(async function () {
      if (process.getuid?.() !== 0) skipFor(this, 'network namespaces need root');
      const ip = requireProgram(this, 'ip', 'iproute2');
      const openssl = requireProgram(this, 'openssl');
      for (const name of ['jq', 'curl', 'tar']) requireProgram(this, name);
      const programs = findPrograms();
      const release3 = Number.parseInt(await fabricVersion(programs), 10) >= 3;
      const builders = {
        stock: process.env['CCAAS_BUILDER'] ?? join(dirname(programs.peer), '..', 'builders', 'ccaas'),
        own: join(project, 'network', 'builder'),
      };
      if (!existsSync(join(builders.stock, 'bin', 'detect'))) {
        skipFor(
          this,
          `Fabric's ccaas_builder is not in ${builders.stock}: name its directory in CCAAS_BUILDER`,
        );
      }
      dir = mkdtempSync(join(tmpdir(), 'stl-foreign-'));
      network = await ExistingNetwork.start(dir, { ip, openssl, programs, builders, release3 });
      const exchange = join(dir, 'exchange');
      mkdirSync(exchange);
      const checkout = await makeCheckouts(dir, project);
      for (const machine of network.machines) {
        writeSettings(machine, companySettings(machine, exchange, checkout));
        putPrograms(machine, project);
      }
      const modules = join(project, 'node_modules');
      other = await OtherChaincode.start(
        network,
        network.machine('platform'),
        [channel, otherChannel],
        modules,
      );
    });
    // What comes first is the ground of all that follows: its failure is told once.
    let broken = false;
    beforeEach(function () {
      if (broken) this.skip();
    });
    afterEach(function () {
      broken ||= this.currentTest?.state === 'failed';
    });
    after(() => {
      network?.remove();
      if (dir !== undefined) rmSync(dir, { recursive: true, force: true });
    });

    async function on(machine: Machine, commands: string): Promise<string> {
      const { org } = machine.company;
      const own = exports.get(org) ?? '';
      const printed = await network.run(machine, `set -a; . ./company.env; set +a\n${own}${commands}`);
      const kept = commands.split('\n').filter((line) => line.startsWith('export '));
      exports.set(org, own + kept.map((line) => `${line}\n`).join(''));
      return printed;
    }

    /** The companies work at the same time: none waits for another but where the page says so. */
    async function follow({ commands, heading, output }: PageStep): Promise<void> {
      await Promise.all(
        doersOf(heading).map(async (org) => {
          const printed = await on(network.machine(org), commands);
          if (output !== undefined && !matches(output, printed)) expect(printed, commands).to.equal(output);
        }),
      );
    }

    async function followSection(number: number): Promise<void> {
      const own = steps.filter(({ section }) => section === number);
      expect(own).to.have.length.above(0);
      for (const step of own) await follow(step);
    }

    const readings = (seller: string): Promise<string[]> =>
      Promise.all(
        network.machines.map((machine) =>
          on(
            machine,
            `timeout 60 sh -c 'until curl -sf "$GATEWAY_URL/v1/sellers/${seller}"; do sleep 0.2; done'`,
          ),
        ),
      );

    const state = (seller: string): Promise<string> =>
      on(
        network.machine('platform'),
        `stl attest identity --seller ${seller} --level self-declared --at "$(date -u +%F)" --key shop.jwk.json --yes --url "$GATEWAY_URL"`,
      );

    it('leads from nothing to a fact that all three gateways count', async () => {
      for (const section of [1, 2, 3, 4, 5, 6]) await followSection(section);
      for (const reading of await readings('first-shops.one')) expect(reading).to.include('first-shops.one');
    });

    it('names every setting that it uses, and no other', () => {
      const used = companySettings(network.machine('platform'), '', '');
      expect(exampleSettings(page)).to.deep.equal(Object.keys(used));
    });

    it('leaves what else is on the channel and on the peers as it was', async () => {
      expect(await other.count(channel)).to.equal(1);
      expect(await other.count(otherChannel)).to.equal(1);
    });

    it("leaves a foreign package to Fabric's own builder, also where our connection is at hand", async () => {
      await other.install(network.machine('certifier'));
      for (const org of ['platform', 'certifier']) {
        const { builder, connection } = other.built(network.machine(org));
        expect(builder).to.equal('ccaas_builder');
        expect(connection).to.include(':9999').and.not.include('PRIVATE KEY');
      }
    });

    it("carries what an administrator signs through another's gateway", async () => {
      const printed = await on(
        network.machine('payments'),
        `stl keygen --out pay.jwk.json
stl register our-pay --role payment-provider --public-key pay.public.jwk.json --admin-key admin/admin.jwk.json --url ${certifier}`,
      );
      expect(printed).to.include('our-pay is registered');
    });

    it('upgrades the chaincode while facts are stated', async () => {
      const [choose, end] = steps.filter(({ section }) => section === 7) as [PageStep, PageStep];
      await follow(choose);
      let stated = 0;
      let upgraded = false;
      const stating = (async () => {
        while (!upgraded) await state(`first-shops.during-${(stated += 1)}`);
      })();
      try {
        const again = steps.filter(({ section }) => section === 4).slice(1);
        for (const step of again) await follow(step);
        await follow(end);
      } finally {
        upgraded = true;
        await stating;
      }
      await state('first-shops.after');
      for (const seller of [`first-shops.during-${stated}`, 'first-shops.after'])
        for (const reading of await readings(seller)) expect(reading).to.include(seller);
      const committed = await on(
        network.machine('payments'),
        'peer lifecycle chaincode querycommitted --channelID "$CHANNEL" --name seller-trust --output json',
      );
      expect(JSON.parse(committed)).to.include({ sequence: 2, version: '2' });
    });

    it("renews the gateways' certificates", async () => {
      await followSection(8);
      await state('first-shops.renewed');
      await readings('first-shops.renewed');
    });

    it("lets nobody do an administrator's work with a gateway's identity", async () => {
      const machine = network.machine('platform');
      for (const [what, script, refusal] of attemptsWithGatewayIdentity(network, machine)) {
        const { code, printed } = await network.attempt(machine, `. ./company.env\n${script}`);
        expect(code, `${what}: ${printed}`).to.not.equal(0);
        expect(printed, what).to.match(refusal);
      }
    });
  });
});
