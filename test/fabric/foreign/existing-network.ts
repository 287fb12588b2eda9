import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Programs } from '../../../network/programs.js';
import { eventually } from '../../../network/wait.js';
import { channel, companies, otherChannel, type Company } from './companies.js';
import { Machine, writeChannels, writeOrderer, writePeer } from './fabric-files.js';
import { Hosts } from './hosts.js';
import { OwnPki } from './own-pki.js';

export interface Tools {
  readonly ip: string;
  readonly openssl: string;
  readonly programs: Programs;
  /** Directories of external builders: Fabric's own, and ours. */
  readonly builders: { readonly stock: string; readonly own: string };
  /** Whether Fabric is of release 3 or later. */
  readonly release3: boolean;
}

const patience = { patienceMs: 60_000, everyMs: 200 };

/** A network that works before anybody thinks of a ledger of sellers. `dir`: empty; below it lies everything. */
export class ExistingNetwork {
  readonly #tools: Tools;
  readonly #dir: string;
  readonly #hosts: Hosts;
  readonly machines: readonly Machine[];

  private constructor(dir: string, tools: Tools) {
    this.#dir = dir;
    this.#tools = tools;
    this.machines = companies.map((company) => new Machine(company, join(dir, company.org)));
    this.#hosts = new Hosts(
      tools.ip,
      companies.map(({ chaincode, gateway, orderer, org, peer }) => [org, peer, orderer, chaincode, gateway]),
    );
  }

  static async start(dir: string, tools: Tools): Promise<ExistingNetwork> {
    const network = new ExistingNetwork(dir, tools);
    try {
      network.#writeFiles();
      await network.#startNodes();
      return network;
    } catch (error) {
      network.remove();
      throw error;
    }
  }

  machine(org: string): Machine {
    const machine = this.machines.find(({ company }) => company.org === org);
    if (machine === undefined) throw new Error(`There is no company ${org}.`);
    return machine;
  }

  /**
   * Runs a script on a company's machine, in its directory, as its administrator would. Gives what it printed.
   * @throws Error with what it printed where it fails
   */
  async run(machine: Machine, script: string): Promise<string> {
    const { code, printed } = await this.attempt(machine, script);
    if (code !== 0) throw new Error(`On the machine of ${machine.company.org}:\n${script}\n${printed}`);
    return printed;
  }

  attempt(machine: Machine, script: string): Promise<{ code: number | null; printed: string }> {
    return this.#hosts.run(machine.company.org, script, {
      cwd: machine.dir,
      env: {
        PATH: [join(machine.dir, 'bin'), dirname(this.#tools.programs.peer), process.env['PATH']].join(':'),
        HOME: machine.dir,
        FABRIC_LOGGING_SPEC: 'warning',
        // Stands for the authorities that a machine trusts for the web.
        NODE_EXTRA_CA_CERTS: this.#webAuthorities(),
        CURL_CA_BUNDLE: this.#webAuthorities(),
      },
    });
  }

  #everywhere(script: (company: Company) => string): Promise<string[]> {
    return Promise.all(this.machines.map((machine) => this.run(machine, script(machine.company))));
  }

  remove(): void {
    this.#hosts.remove();
  }

  #writeFiles(): void {
    for (const machine of this.machines) {
      const { company } = machine;
      const pki = new OwnPki(this.#tools.openssl, machine.pki(), company.name);
      pki.msp(machine.msp());
      pki.msp(machine.adminMsp(), pki.identity('administrator', 'admin'));
      pki.msp(join(machine.peer(), 'msp'), pki.identity('peer', 'peer'));
      pki.msp(join(machine.orderer(), 'msp'), pki.identity('orderer', 'orderer'));
      pki.server(company.peer);
      pki.server(company.orderer);
      pki.server(company.gateway);
      appendFileSync(this.#webAuthorities(), readFileSync(machine.tlsAuthority()));
      writePeer(machine, this.#tools.builders, this.#tools.release3);
      writeOrderer(machine);
      mkdirSync(join(machine.dir, 'bin'), { recursive: true });
      writeFileSync(join(machine.dir, 'bin', 'systemctl'), this.#systemctl(machine), { mode: 0o755 });
    }
    writeChannels(this.#channels(), this.machines);
  }

  #webAuthorities = (): string => join(this.#dir, 'web-authorities.pem');
  #channels = (): string => join(this.#dir, 'channels');

  async #startNodes(): Promise<void> {
    const front = fileURLToPath(new URL('tls-front-child.js', import.meta.url));
    await this.#everywhere(
      ({ gateway }) => `systemctl start fabric-orderer; systemctl start fabric-peer
"${process.execPath}" "${front}" pki/tls-${gateway}.pem pki/tls-${gateway}.key > tls-front.log 2>&1 &`,
    );
    const [first] = this.machines as [Machine];
    for (const name of [channel, otherChannel]) {
      const block = join(this.#channels(), `${name}.block`);
      await this.run(
        first,
        `configtxgen -configPath ${this.#channels()} -profile ${name} -channelID ${name} -outputBlock ${block}`,
      );
      await Promise.all(this.machines.map((machine) => this.#join(machine, name, block)));
    }
  }

  async #join(machine: Machine, name: string, block: string): Promise<void> {
    const { certificate, key } = machine.tls('orderer');
    const tls = `--ca-file ${machine.tlsAuthority()} --client-cert ${certificate} --client-key ${key}`;
    const join = `osnadmin channel join --channelID ${name} --config-block ${block} -o ${machine.company.orderer}:7053 ${tls}`;
    // osnadmin ends with status 0 also when the orderer says no.
    await eventually(
      () => this.run(machine, `${join} | tee join.log; grep -q 'Status: 201' join.log`),
      patience,
    );
    await eventually(
      () => this.run(machine, `${this.asAdmin(machine)} peer channel join -b ${block}`),
      patience,
    );
  }

  /** The variables by which `peer` speaks as a company's administrator to its own peer. */
  asAdmin(machine: Machine, msp = machine.adminMsp()): string {
    return [
      `FABRIC_CFG_PATH=${machine.peer()}`,
      `CORE_PEER_LOCALMSPID=${machine.company.msp}`,
      `CORE_PEER_MSPCONFIGPATH=${msp}`,
      `CORE_PEER_ADDRESS=${machine.company.peer}:7051`,
      'CORE_PEER_TLS_ENABLED=true',
      `CORE_PEER_TLS_ROOTCERT_FILE=${machine.tlsAuthority()}`,
    ].join(' ');
  }

  /** What a service manager does for the two nodes: start, stop, restart, with the variables of `NAME.env` and no others. */
  #systemctl(machine: Machine): string {
    const { orderer, peer } = this.#tools.programs;
    return `#!/bin/sh
set -eu
cd ${machine.dir}
case $2 in
  fabric-peer) run="${peer} node start" config=${machine.peer()} ;;
  fabric-orderer) run=${orderer} config=${machine.orderer()} ;;
  *) echo "there is no unit $2" >&2; exit 5 ;;
esac
if [ "$1" != start ] && [ -f $2.pid ]; then
  kill "$(cat $2.pid)"
  while kill -0 "$(cat $2.pid)" 2>/dev/null; do sleep 0.05; done
fi
[ "$1" = stop ] && exit
touch $2.env
(
  while IFS='=' read -r name value; do
    value=\${value#\\'}
    set -- "$@" "$name=\${value%\\'}"
  done < $2.env
  unit=$2
  shift 2
  exec env -i PATH="$PATH" HOME="$HOME" FABRIC_LOGGING_SPEC=info FABRIC_CFG_PATH=$config "$@" $run >> $unit.log 2>&1
) &
echo $! > $2.pid
`;
  }
}
