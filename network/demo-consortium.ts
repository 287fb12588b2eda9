import { mkdir } from 'node:fs/promises';
import { canonicalText } from '../chaincode/domain/canonical.js';
import { demoApprovals, newDemoConsortium, type DemoConsortium } from '../gateway/demo/consortium.js';
import { connectLedger } from '../gateway/ledger/connect/connect.js';
import { DataDir } from '../gateway/data-dir/data-dir.js';
import { gatewayKeyUses, writeKeyFile } from '../gateway/data-dir/key-files.js';
import { gatewayUrl } from './gateway-process.js';
import { writeFoundingProfile } from './gateway-profile.js';
import type { Layout } from './layout.js';
import type { OrganisationNode, Topology } from './topology.js';

/**
 * Draws the keys of a demo consortium and gives each organisation's gateway a data directory with the consortium
 * document, that organisation's keys and the keys of its own participants: no other key. The admin keys lie elsewhere.
 */
export async function writeDataDirectories(topology: Topology, layout: Layout): Promise<DemoConsortium> {
  const nodes = new Map(topology.organisations.map((org) => [org.name, org]));
  const demo = await newDemoConsortium(Math.floor(Date.now() / 1000), (id) => {
    const node = nodes.get(id);
    if (node === undefined) throw new Error(`${id} is not in the network.`);
    return gatewayUrl(node);
  });
  for (const org of topology.organisations) await writeDataDirectory(org, demo, layout);
  return demo;
}

async function writeDataDirectory(
  org: OrganisationNode,
  demo: DemoConsortium,
  layout: Layout,
): Promise<void> {
  const data = new DataDir(layout.gatewayData(org));
  const member = demo.members.find(({ organisation }) => organisation.id === org.name);
  if (member === undefined) throw new Error(`${org.name} is not in the demo consortium.`);
  for (const use of gatewayKeyUses) await data.writeKey(org.name, use, member.keys[use]);
  for (const { participant, key } of demo.participants)
    if (participant.org === org.name) await data.writeDemoKey(participant.id, key);
  await data.writeGenesis(canonicalText(demo.document));
  await mkdir(layout.administrator(org), { recursive: true, mode: 0o700 });
  await writeKeyFile(layout.adminKey(org), member.keys.admin);
}

/**
 * Puts the consortium in force: k organisations approve its document, each as its own administrator through its own peer.
 * @throws LedgerError
 */
export async function foundConsortium(
  demo: DemoConsortium,
  topology: Topology,
  layout: Layout,
): Promise<void> {
  const nodes = new Map(topology.organisations.map((org) => [org.mspId, org]));
  for (const { jws, mspId } of await demoApprovals(demo)) {
    const org = nodes.get(mspId);
    if (org === undefined) throw new Error(`${mspId} is not in the network.`);
    const profile = writeFoundingProfile(org, topology, layout);
    const ledger = await connectLedger({ adapter: topology.client, profile });
    try {
      const call = { name: 'InitConsortium', args: [canonicalText(demo.document), jws] };
      await ledger.submit(call, `admin:${mspId}`);
    } finally {
      await ledger.close();
    }
  }
}
