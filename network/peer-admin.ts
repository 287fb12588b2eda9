import type { ChaincodePackage } from './chaincode-package.js';
import type { Layout } from './layout.js';
import type { Programs } from './programs.js';
import { runProgram } from './run-program.js';
import type { OrganisationNode, Topology } from './topology.js';

/** A chaincode definition: what organisations approve, each for itself. */
export interface Definition {
  readonly version: string;
  readonly sequence: number;
}

/** Runs Fabric's `peer` program as the administrator of one organisation, against that organisation's own peer. */
export class PeerAdmin {
  readonly #org: OrganisationNode;
  readonly #topology: Topology;
  readonly #layout: Layout;
  readonly #programs: Programs;
  readonly #signal: AbortSignal | undefined;

  constructor(
    org: OrganisationNode,
    topology: Topology,
    layout: Layout,
    programs: Programs,
    signal?: AbortSignal,
  ) {
    this.#org = org;
    this.#topology = topology;
    this.#layout = layout;
    this.#programs = programs;
    this.#signal = signal;
  }

  /** The node that it speaks to. */
  get peer(): string {
    return `peer-${this.#org.name}`;
  }

  async joinChannel(): Promise<void> {
    await this.#run('channel', 'join', '-b', this.#layout.genesis());
  }

  async install(): Promise<void> {
    await this.#run('lifecycle', 'chaincode', 'install', this.#layout.package());
  }

  async approve(definition: Definition, pack: ChaincodePackage): Promise<void> {
    await this.#run(
      ...['lifecycle', 'chaincode', 'approveformyorg', '--package-id', pack.id],
      ...this.#definition(definition),
    );
  }

  /** Needs a majority of the organisations to have approved, and endorsements by `endorsers`. */
  async commit(definition: Definition, endorsers: readonly OrganisationNode[]): Promise<void> {
    const peers = endorsers.flatMap((org) => [
      ...['--peerAddresses', `127.0.0.1:${org.peerPort}`],
      ...['--tlsRootCertFiles', this.#layout.peerTls(org).authority],
    ]);
    await this.#run('lifecycle', 'chaincode', 'commit', ...this.#definition(definition), ...peers);
  }

  /** The definition in force on the channel. */
  async committed(): Promise<Definition> {
    const { channel, chaincode } = this.#topology;
    const answer = await this.#run(
      ...['lifecycle', 'chaincode', 'querycommitted', '--channelID', channel, '--name', chaincode],
      ...['--output', 'json'],
    );
    const { version, sequence } = JSON.parse(answer) as Definition;
    return { version, sequence };
  }

  #definition(definition: Definition): string[] {
    const orderer = this.#topology.orderers[0];
    if (orderer === undefined) throw new Error('A network needs an orderer.');
    return [
      ...['--channelID', this.#topology.channel, '--name', this.#topology.chaincode],
      ...['--version', definition.version, '--sequence', String(definition.sequence)],
      ...['-o', `127.0.0.1:${orderer.port}`, '--tls', '--cafile', this.#layout.ordererTls(orderer).authority],
    ];
  }

  #run(...args: string[]): Promise<string> {
    return runProgram(this.#programs.peer, args, {
      signal: this.#signal,
      env: {
        FABRIC_CFG_PATH: this.#layout.peer(this.#org),
        CORE_PEER_MSPCONFIGPATH: this.#layout.user(this.#org, 'Admin').msp,
        FABRIC_LOGGING_SPEC: 'warning',
      },
    });
  }
}
