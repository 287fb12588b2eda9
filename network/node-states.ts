import { blocksHeld, blocksOfChannel } from './blocks-held.js';
import { gatewayUrl } from './gateway-process.js';
import type { AwaitedNode } from './late-nodes.js';
import { gatewayNodes, nodePorts } from './nodes.js';
import type { ProcessTable } from './process-table.js';
import type { OrganisationNode, Topology } from './topology.js';
import { reachable } from './wait.js';

const answerWithinMs = 10_000;

/** Nodes until their listeners answer: a node's health page can answer before its gRPC server does. */
export function listening(
  names: readonly string[],
  topology: Topology,
  processes: ProcessTable,
): AwaitedNode[] {
  const ports = nodePorts(topology);
  return names.flatMap((name) =>
    (ports.get(name) ?? []).map((port) => ({
      name,
      lacks: async () => {
        try {
          await reachable(port);
          return undefined;
        } catch {
          const worked = processes.processorSeconds(name);
          return `does not listen on 127.0.0.1:${port} yet, after ${worked} s of processor time`;
        }
      },
    })),
  );
}

/**
 * Nodes until they do their work: peers and orderers hold every block that the channel has when the wait begins, gateways are
 * ready. A peer that has just joined endorses on what it holds, and what it endorses on old blocks is refused.
 */
export async function working(names: readonly string[], topology: Topology): Promise<AwaitedNode[]> {
  const blocks = await blocksOfChannel(topology);
  const gateways = gatewayNodes(topology);
  const chaincodes = new Set(topology.organisations.map((org) => `chaincode-${org.name}`));
  return names
    .filter((name) => !chaincodes.has(name)) // it works once it listens
    .map((name) => {
      const org = gateways.get(name);
      const lacks = org === undefined ? () => lacksBlocks(name, blocks, topology) : () => lacksReadiness(org);
      return { name, lacks };
    });
}

async function lacksBlocks(name: string, blocks: number, topology: Topology): Promise<string | undefined> {
  try {
    const held = await blocksHeld(name, topology);
    if (held === undefined) return `has not joined the channel ${topology.channel}`;
    return held >= blocks ? undefined : `holds ${held} of ${blocks} blocks`;
  } catch (error) {
    return `does not answer: ${(error as Error).message}`;
  }
}

interface Readiness {
  readonly ready: boolean;
  /** What keeps it from writing, reading among it. */
  readonly writes: { readonly detail: string };
  readonly projection: { readonly height: number };
}

async function lacksReadiness(org: OrganisationNode): Promise<string | undefined> {
  try {
    const answer = await fetch(`${gatewayUrl(org)}/readyz`, { signal: AbortSignal.timeout(answerWithinMs) });
    const { ready, writes, projection } = (await answer.json()) as Readiness;
    if (ready) return undefined;
    return `is not ready, at block ${projection.height}: ${writes.detail}`;
  } catch (error) {
    return `does not answer: ${(error as Error).message}`;
  }
}
