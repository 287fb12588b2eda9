import { writeFileSync } from 'node:fs';
import { fabricNetworkWithBft } from '../gateway/ledger/fabric-shared/bft.js';
import { foundConsortium, writeDataDirectories } from './demo-consortium.js';
import { gatewayCommand } from './gateway-process.js';
import { probes, writeProbeBatch } from './gateway-probe.js';
import { writeGatewayProfile } from './gateway-profile.js';
import { launch, type LaunchOptions, type Network } from './launch.js';
import { awaitNodes } from './late-nodes.js';
import { listening } from './node-states.js';
import { step } from './step.js';
import { StoredNetwork } from './stored-network.js';

/**
 * Launches a Fabric network, founds a demo consortium on it by k approvals, and starts every organisation's gateway.
 * Resolves when a probe has been committed through each of them. On any failure nothing is left running.
 * @throws Error that says which step failed
 */
export async function bringUp(options: LaunchOptions): Promise<Network> {
  if (options.choice.consensus === 'bft' && options.choice.client === 'fabric-network')
    throw new Error(fabricNetworkWithBft);
  const network = await launch(options);
  try {
    await startConsortium(network, options);
    writeFileSync(network.layout.launched(), '');
    return network;
  } catch (error) {
    await new StoredNetwork(network.layout.dir).stop();
    throw error;
  }
}

async function startConsortium(
  { topology, layout, processes }: Network,
  options: LaunchOptions,
): Promise<void> {
  const demo = await step(options, 'drawing the keys of a demo consortium', async () => {
    const drawn = await writeDataDirectories(topology, layout);
    await writeProbeBatch(drawn, layout);
    for (const org of topology.organisations) writeGatewayProfile(org, topology, layout);
    return drawn;
  });
  const names = await step(options, 'starting the gateways', async () => {
    const commands = topology.organisations.map((org) => gatewayCommand(org, topology, layout));
    for (const command of commands) processes.start(command);
    return Promise.resolve(commands.map(({ name }) => name));
  });
  await step(options, `founding the consortium by ${demo.document.k} approvals`, () =>
    foundConsortium(demo, topology, layout),
  );
  await step(options, 'waiting for every gateway to commit a probe', async () => {
    await awaitNodes(listening(names, topology, processes), processes, layout, options);
    await awaitNodes(probes(topology, layout), processes, layout, options);
  });
}
