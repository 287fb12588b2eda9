import { mkdirSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import type { Layout, SigningFiles } from './layout.js';
import type { OrganisationNode, Topology } from './topology.js';

export interface ProfileChoice {
  /** Organisations whose administrators this gateway also hosts; by default its own. */
  readonly administrators?: readonly OrganisationNode[];
  /** How many organisations endorse a transaction; by default the majority. */
  readonly endorsements?: number;
}

/** Writes the connection profile of one organisation's gateway and returns its path. */
export function writeGatewayProfile(
  org: OrganisationNode,
  topology: Topology,
  layout: Layout,
  choice: ProfileChoice = {},
): string {
  const directory = layout.gateway(org);
  mkdirSync(directory, { recursive: true });
  const near = (file: string): string => relative(directory, file);
  const signing = ({ certificate, key }: SigningFiles): object => ({
    certificate: near(certificate),
    key: near(key),
  });
  const profile = {
    v: 1,
    channel: topology.channel,
    chaincode: topology.chaincode,
    consensus: topology.consensus,
    mspId: org.mspId,
    peer: { address: `127.0.0.1:${org.peerPort}`, tlsAuthority: near(layout.peerTls(org).authority) },
    endorsers: {
      mspIds: topology.organisations.map(({ mspId }) => mspId),
      needed: choice.endorsements ?? Math.floor(topology.organisations.length / 2) + 1,
    },
    gateway: signing(layout.user(org, 'User1')),
    admins: Object.fromEntries(
      (choice.administrators ?? [org]).map((admin) => [admin.mspId, signing(layout.user(admin, 'Admin'))]),
    ),
  };
  const file = layout.profile(org);
  writeFileSync(file, JSON.stringify(profile, null, 1));
  return file;
}
