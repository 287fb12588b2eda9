import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { packChaincode, type ChaincodePackage } from './chaincode-package.js';
import { chaincodeCommand, prepareChaincode } from './chaincode-process.js';
import { Layout } from './layout.js';
import { PeerAdmin, type Definition } from './peer-admin.js';
import { freePorts } from './ports.js';
import type { ProcessTable } from './process-table.js';
import type { Programs } from './programs.js';
import { step } from './step.js';
import type { OrganisationNode, Topology } from './topology.js';
import { eventually, reachable } from './wait.js';

const project = resolve(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Where the next program lies while the one in force still runs. The connection file stays: a peer reads it at installation. */
class NextLayout extends Layout {
  override readonly chaincode = (org: OrganisationNode): string => join(this.dir, 'chaincode', nextOf(org));
  override readonly package = (): string => join(this.dir, 'chaincode', 'next.tar.gz');
  override readonly connection = (org: OrganisationNode): string => new Layout(this.dir).connection(org);
}

const nextOf = (org: OrganisationNode): string => `${org.name}-next`;
const processOf = (name: string): string => `chaincode-${name}`;

export interface RunningNetwork {
  readonly topology: Topology;
  readonly layout: Layout;
  readonly programs: Programs;
  readonly processes: ProcessTable;
}

export interface UpgradeOptions {
  /** Compiled module that exports `contracts`. */
  readonly contract: string;
  /** Told at the start of each step. */
  readonly onStep?: (title: string) => void;
  readonly signal?: AbortSignal;
}

/**
 * Puts the next sequence of the chaincode in force while the network works: every organisation runs the new program
 * beside the old one, installs and approves it; then it is committed, and the old programs end. Until the commit nothing
 * has changed for anybody, so that a failure before it needs no undoing.
 * @throws Error that says which step failed
 */
export async function upgradeChaincode(
  network: RunningNetwork,
  options: UpgradeOptions,
): Promise<Definition> {
  const { layout, programs, processes, topology } = network;
  const next = new NextLayout(layout.dir);
  const ports = await freePorts(topology.organisations.length);
  const organisations = topology.organisations.map((org, i) => ({
    ...org,
    chaincodePort: ports[i] as number,
  }));
  const admins = organisations.map((org) => new PeerAdmin(org, topology, next, programs, options.signal)) as [
    PeerAdmin,
    ...PeerAdmin[],
  ];
  const { sequence } = await admins[0].committed();
  const definition = { version: String(sequence + 1), sequence: sequence + 1 };

  const pack = await step(options, 'packing the next chaincode', () =>
    packNext(options.contract, topology, layout),
  );
  try {
    await step(options, 'starting it beside the one in force', () =>
      startNext(organisations, next, pack, processes, options.signal),
    );
    await step(options, 'installing it on every peer', () =>
      Promise.all(admins.map((admin) => admin.install())),
    );
    await step(options, 'approving it for every organisation', () =>
      Promise.all(admins.map((admin) => admin.approve(definition, pack))),
    );
    await step(options, `committing sequence ${definition.sequence}`, () =>
      admins[0].commit(definition, organisations),
    );
  } catch (error) {
    const inForce = await admins[0].committed();
    if (inForce.sequence === sequence) await endNext(organisations, processes);
    throw error;
  }
  await step(options, 'ending the programs of the earlier sequence', () =>
    retire({ ...topology, organisations }, layout, next, processes),
  );
  return definition;
}

async function packNext(contract: string, topology: Topology, layout: Layout): Promise<ChaincodePackage> {
  const pack = await packChaincode(contract);
  const inForce = topology.organisations.map((org) =>
    readFileSync(join(layout.chaincode(org), 'package-id'), 'utf8'),
  );
  if (inForce.every((id) => id === pack.id)) throw new Error('it is the one in force already');
  return pack;
}

async function startNext(
  organisations: readonly OrganisationNode[],
  next: Layout,
  pack: ChaincodePackage,
  processes: ProcessTable,
  signal: AbortSignal | undefined,
): Promise<void> {
  mkdirSync(dirname(next.package()), { recursive: true });
  writeFileSync(next.package(), pack.bytes);
  for (const org of organisations) {
    prepareChaincode(org, next, pack, resolve(project, 'node_modules'));
    processes.start({ ...chaincodeCommand(org, next), name: processOf(nextOf(org)) });
  }
  await Promise.all(
    organisations.map((org) =>
      eventually(() => reachable(org.chaincodePort), { patienceMs: 30_000, signal }),
    ),
  );
}

async function endNext(organisations: readonly OrganisationNode[], processes: ProcessTable): Promise<void> {
  await Promise.all(organisations.map((org) => processes.stop(processOf(nextOf(org)))));
}

/** Ends the old programs. From now on a restart starts the next one. */
async function retire(
  topology: Topology,
  layout: Layout,
  next: Layout,
  processes: ProcessTable,
): Promise<void> {
  for (const org of topology.organisations) {
    await processes.stop(processOf(org.name));
    processes.rename(processOf(nextOf(org)), processOf(org.name));
    for (const file of readdirSync(next.chaincode(org), { withFileTypes: true }))
      if (file.isFile()) cpSync(join(next.chaincode(org), file.name), join(layout.chaincode(org), file.name));
  }
  cpSync(next.package(), layout.package());
  rmSync(next.package());
  writeFileSync(layout.topology(), JSON.stringify(topology, null, 1));
}
