import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import type { Layout, SigningFiles } from './layout.js';
import type { OrganisationNode, Topology } from './topology.js';

export interface ProfileChoice {
  /** Organisations whose administrators' identities are in it; by default none. */
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
  return writeProfile(layout.profile(org), org, topology, layout, choice);
}

/** Writes the profile by which an organisation's administrator approves a consortium document, and returns its path. */
export function writeFoundingProfile(org: OrganisationNode, topology: Topology, layout: Layout): string {
  return writeProfile(layout.foundingProfile(org), org, topology, layout, { administrators: [org] });
}

function writeProfile(
  file: string,
  org: OrganisationNode,
  topology: Topology,
  layout: Layout,
  choice: ProfileChoice,
): string {
  const directory = dirname(file);
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
    ...(choice.administrators && {
      admins: Object.fromEntries(
        choice.administrators.map((admin) => [admin.mspId, signing(layout.user(admin, 'Admin'))]),
      ),
    }),
  };
  writeFileSync(file, JSON.stringify(profile, null, 1));
  return file;
}
