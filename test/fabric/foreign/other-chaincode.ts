import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExistingNetwork } from './existing-network.js';
import type { Machine } from './fabric-files.js';

/** A chaincode that one company runs on the same channel, and knows nothing of sellers. */
export class OtherChaincode {
  readonly #network: ExistingNetwork;
  readonly #machine: Machine;
  /** Its package id. */
  readonly id: string;

  private constructor(network: ExistingNetwork, machine: Machine, id: string) {
    this.#network = network;
    this.#machine = machine;
    this.id = id;
  }

  /** Puts it in force on the channels, as the company's own and by Fabric's own builder. */
  static async start(
    network: ExistingNetwork,
    machine: Machine,
    channels: readonly string[],
    modules: string,
  ): Promise<OtherChaincode> {
    const dir = join(machine.dir, 'other');
    mkdirSync(dir);
    writeFileSync(join(dir, 'package.json'), '{"name":"stock","version":"1.0.0","main":"index.js"}');
    writeFileSync(join(dir, 'index.js'), program);
    symlinkSync(modules, join(dir, 'node_modules'), 'dir');
    writeFileSync(
      join(dir, 'connection.json'),
      `{"address":"${machine.company.chaincode}:9999","dial_timeout":"10s"}`,
    );
    writeFileSync(join(dir, 'metadata.json'), '{"type": "ccaas", "label": "seller-trust"}');
    execFileSync('tar', ['-czf', 'code.tar.gz', 'connection.json'], { cwd: dir });
    execFileSync('tar', ['-czf', 'stock.tar.gz', 'metadata.json', 'code.tar.gz'], { cwd: dir });
    const admin = network.asAdmin(machine);
    await network.run(machine, `${admin} peer lifecycle chaincode install other/stock.tar.gz`);
    const id = await network.run(
      machine,
      `${admin} peer lifecycle chaincode calculatepackageid other/stock.tar.gz`,
    );
    await network.run(
      machine,
      `cd other; node_modules/.bin/fabric-chaincode-node server --chaincode-address 0.0.0.0:9999 --chaincode-id ${id.trim()} > run.log 2>&1 &`,
    );
    const other = new OtherChaincode(network, machine, id.trim());
    for (const channel of channels) await other.#define(channel);
    return other;
  }

  /** Has it count one up and gives the number. */
  async count(channel: string): Promise<number> {
    await this.#peer(
      `chaincode invoke --waitForEvent -C ${channel} -n stock -c '{"Args":["Up"]}' ${this.#orderer()}`,
    );
    return Number(await this.#peer(`chaincode query -C ${channel} -n stock -c '{"Args":["Count"]}'`));
  }

  /** Installs its package on another company's peer as well. */
  async install(machine: Machine): Promise<void> {
    const file = join(this.#machine.dir, 'other', 'stock.tar.gz');
    await this.#network.run(
      machine,
      `${this.#network.asAdmin(machine)} peer lifecycle chaincode install ${file}`,
    );
  }

  /** The name of the builder that a peer chose for it, and what it was given. */
  built(machine: Machine): { readonly builder: string; readonly connection: string } {
    const dir = join(machine.peer(), 'data', 'externalbuilder', 'builds', this.id.replace(':', '-'));
    const info = JSON.parse(readFileSync(join(dir, 'build-info.json'), 'utf8')) as { builder_name: string };
    return {
      builder: info.builder_name,
      connection: readFileSync(join(dir, 'release', 'chaincode', 'server', 'connection.json'), 'utf8'),
    };
  }

  async #define(channel: string): Promise<void> {
    const { msp } = this.#machine.company;
    const definition = `--channelID ${channel} --name stock --version 1 --sequence 1 --signature-policy "OR('${msp}.peer')"`;
    const approve = `peer lifecycle chaincode approveformyorg ${definition}`;
    for (const machine of this.#network.machines) {
      const own = machine === this.#machine ? `--package-id ${this.id}` : '';
      const as = this.#network.asAdmin(machine);
      await this.#network.run(machine, `${as} ${approve} ${own} ${ordererOf(machine)}`);
    }
    const peers = this.#network.machines.map(
      (machine) =>
        `--peerAddresses ${machine.company.peer}:7051 --tlsRootCertFiles ${machine.tlsAuthority()}`,
    );
    await this.#peer(`lifecycle chaincode commit ${definition} ${this.#orderer()} ${peers.join(' ')}`);
  }

  #peer(words: string): Promise<string> {
    return this.#network.run(this.#machine, `${this.#network.asAdmin(this.#machine)} peer ${words}`);
  }

  #orderer = (): string => ordererOf(this.#machine);
}

const ordererOf = (machine: Machine): string =>
  `-o ${machine.company.orderer}:7050 --tls --cafile ${machine.tlsAuthority()}`;

const program = `const { Contract } = require('fabric-contract-api');
class Stock extends Contract {
  async Up(context) {
    await context.stub.putState('count', Buffer.from(String(Number(await this.Count(context)) + 1)));
  }
  async Count(context) {
    return String(await context.stub.getState('count') || '0');
  }
}
exports.contracts = [Stock];
`;
