import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LedgerPort } from '../../gateway/ledger/port.js';
import { writeGatewayProfile } from '../../network/gateway-profile.js';
import { launch, type Network } from '../../network/launch.js';
import { raftOfThree, type TopologyChoice } from '../../network/topology.js';
import type { Harness } from '../gateway/ledger/port-suite.js';

export const suiteContract = fileURLToPath(new URL('suite-contract.js', import.meta.url));

export interface TemporaryNetwork {
  readonly network: Network;
  /** Ends its processes and removes what they stored. */
  readonly remove: () => Promise<void>;
}

/** A network of its own in a temporary directory, removed by `remove` together with its processes. */
export async function temporaryNetwork(
  options: { choice?: TopologyChoice; contract?: string } = {},
): Promise<TemporaryNetwork> {
  const dir = await mkdtemp(join(tmpdir(), 'stl-fabric-'));
  const remove = (): Promise<void> => rm(dir, { recursive: true, force: true });
  try {
    const network = await launch({ dir, choice: raftOfThree, ...options });
    return {
      network,
      async remove() {
        await network.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** The ledger suite's harness on a network that runs the suite's chaincode. */
export async function fabricHarness(
  connect: (profile: string) => Promise<LedgerPort>,
  choice: TopologyChoice = raftOfThree,
): Promise<Harness> {
  const { network, remove } = await temporaryNetwork({ choice, contract: suiteContract });
  const [first, second] = network.topology.organisations;
  if (!first || !second) throw new Error('The suite needs two organisations.');
  const profile = writeGatewayProfile(first, network.topology, network.layout, {
    administrators: [first, second],
  });
  let ledger = await connect(profile);
  return {
    ledger,
    admins: [first.mspId, second.mspId],
    async reopen() {
      ledger = await connect(profile);
      return ledger;
    },
    async stop() {
      await ledger.close();
      await remove();
    },
  };
}
