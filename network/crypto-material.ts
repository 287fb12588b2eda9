import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chaincodeDomain, type Layout } from './layout.js';
import type { Programs } from './programs.js';
import { runProgram } from './run-program.js';
import type { Topology } from './topology.js';

/**
 * Draws all keys and certificates of a test network. cryptogen is a test tool: it holds every organisation's
 * authority in one place. In production each member has its own (Fabric CA, or the PKI it has).
 */
export async function drawCryptoMaterial(
  topology: Topology,
  layout: Layout,
  programs: Programs,
  signal?: AbortSignal,
): Promise<void> {
  mkdirSync(layout.dir, { recursive: true });
  const config = join(layout.dir, 'cryptogen.yaml');
  writeFileSync(config, JSON.stringify(cryptogenConfig(topology), null, 1));
  await runProgram(programs.cryptogen, ['generate', `--config=${config}`, `--output=${layout.crypto()}`], {
    signal,
  });
}

/** JSON is YAML. NodeOUs tell admins, clients, peers and orderers apart by their certificates. */
function cryptogenConfig(topology: Topology): object {
  const node = (Hostname: string): object => ({ Hostname, SANS: ['127.0.0.1', 'localhost'] });
  return {
    OrdererOrgs: topology.orderers.map((orderer) => ({
      Name: orderer.mspId,
      Domain: orderer.domain,
      EnableNodeOUs: true,
      Specs: [node('node')],
    })),
    PeerOrgs: topology.organisations.flatMap((org) => [
      {
        Name: org.mspId,
        Domain: org.domain,
        EnableNodeOUs: true,
        Specs: [node('peer')],
        Users: { Count: 1 },
      },
      {
        Name: `${org.mspId}Chaincode`,
        Domain: chaincodeDomain(org),
        EnableNodeOUs: false,
        Specs: [node('server'), node('peer')],
        Users: { Count: 0 },
      },
    ]),
  };
}
