import { join } from 'node:path';
import { keyFileName } from '../gateway/data-dir/key-files.js';
import type { OrdererNode, OrganisationNode } from './topology.js';

/** Where a signing certificate and its private key lie (PEM), and the MSP directory they are part of. */
export interface SigningFiles {
  readonly msp: string;
  readonly certificate: string;
  readonly key: string;
}

export interface TlsFiles {
  readonly certificate: string;
  readonly key: string;
  /** The authority that issued `certificate`. */
  readonly authority: string;
}

/** Every path below one run directory. cryptogen fixes the names below `crypto`. */
export class Layout {
  constructor(readonly dir: string) {}

  readonly topology = (): string => join(this.dir, 'network.json');
  /** There once the first launch has come to its end. */
  readonly launched = (): string => join(this.dir, 'launched');
  readonly crypto = (): string => join(this.dir, 'crypto');
  readonly channel = (): string => join(this.dir, 'channel');
  readonly genesis = (): string => join(this.channel(), 'genesis.block');
  readonly package = (): string => join(this.dir, 'chaincode', 'seller-trust.tar.gz');
  readonly logs = (): string => join(this.dir, 'logs');
  readonly log = (node: string): string => join(this.logs(), `${node}.log`);
  readonly processes = (): string => join(this.dir, 'processes');
  readonly peer = (org: OrganisationNode): string => join(this.dir, 'peers', org.name);
  readonly orderer = (orderer: OrdererNode): string => join(this.dir, 'orderers', orderer.name);
  readonly chaincode = (org: OrganisationNode): string => join(this.dir, 'chaincode', org.name);
  readonly connection = (org: OrganisationNode): string => join(this.chaincode(org), 'connection.json');
  readonly gateway = (org: OrganisationNode): string => join(this.dir, 'gateways', org.name);

  readonly gatewayData = (org: OrganisationNode): string => join(this.gateway(org), 'data');
  readonly profile = (org: OrganisationNode): string => join(this.gateway(org), 'fabric.json');
  /** What the organisation's administrator keeps, on a machine of its own. */
  readonly administrator = (org: OrganisationNode): string => join(this.dir, 'administrators', org.name);
  readonly adminKey = (org: OrganisationNode): string => join(this.administrator(org), keyFileName('admin'));
  readonly foundingProfile = (org: OrganisationNode): string => join(this.administrator(org), 'fabric.json');
  /** The batch with which gateways are probed. */
  readonly probe = (): string => join(this.dir, 'probe.ndjson');

  readonly #peerOrganisation = (domain: string): string => join(this.crypto(), 'peerOrganizations', domain);
  readonly #ordererOrganisation = (domain: string): string =>
    join(this.crypto(), 'ordererOrganizations', domain);

  readonly organisationMsp = (org: OrganisationNode): string =>
    join(this.#peerOrganisation(org.domain), 'msp');
  readonly ordererMsp = (orderer: OrdererNode): string =>
    join(this.#ordererOrganisation(orderer.domain), 'msp');

  readonly peerSigning = (org: OrganisationNode): SigningFiles =>
    signing(join(this.#peerOrganisation(org.domain), 'peers', `peer.${org.domain}`), `peer.${org.domain}`);
  readonly peerTls = (org: OrganisationNode): TlsFiles =>
    serverTls(join(this.#peerOrganisation(org.domain), 'peers', `peer.${org.domain}`));

  readonly user = (org: OrganisationNode, user: 'Admin' | 'User1'): SigningFiles =>
    signing(
      join(this.#peerOrganisation(org.domain), 'users', `${user}@${org.domain}`),
      `${user}@${org.domain}`,
    );

  readonly ordererSigning = (orderer: OrdererNode): SigningFiles =>
    signing(
      join(this.#ordererOrganisation(orderer.domain), 'orderers', `node.${orderer.domain}`),
      `node.${orderer.domain}`,
    );
  readonly ordererTls = (orderer: OrdererNode): TlsFiles =>
    serverTls(join(this.#ordererOrganisation(orderer.domain), 'orderers', `node.${orderer.domain}`));
  readonly ordererAdminTls = (orderer: OrdererNode): TlsFiles => {
    const tls = join(this.#ordererOrganisation(orderer.domain), 'users', `Admin@${orderer.domain}`, 'tls');
    return {
      certificate: join(tls, 'client.crt'),
      key: join(tls, 'client.key'),
      authority: join(tls, 'ca.crt'),
    };
  };

  /** TLS between a peer (`peer`) and its chaincode process (`server`): an authority used for nothing else. */
  readonly chaincodeTls = (org: OrganisationNode, side: 'server' | 'peer'): TlsFiles => {
    const domain = chaincodeDomain(org);
    return serverTls(join(this.#peerOrganisation(domain), 'peers', `${side}.${domain}`));
  };
}

export function chaincodeDomain(org: OrganisationNode): string {
  return `chaincode.${org.domain}`;
}

function signing(holder: string, name: string): SigningFiles {
  const msp = join(holder, 'msp');
  return {
    msp,
    certificate: join(msp, 'signcerts', `${name}-cert.pem`),
    key: join(msp, 'keystore', 'priv_sk'),
  };
}

function serverTls(holder: string): TlsFiles {
  const tls = join(holder, 'tls');
  return {
    certificate: join(tls, 'server.crt'),
    key: join(tls, 'server.key'),
    authority: join(tls, 'ca.crt'),
  };
}
