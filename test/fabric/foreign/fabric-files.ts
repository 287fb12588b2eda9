import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { channel, companies, otherChannel, type Company } from './companies.js';

/** Where a company's files lie, below a directory that stands for its machine. */
export class Machine {
  constructor(
    readonly company: Company,
    readonly dir: string,
  ) {}

  readonly pki = (): string => join(this.dir, 'pki');
  readonly msp = (): string => join(this.dir, 'fabric', 'msp');
  readonly adminMsp = (): string => join(this.dir, 'admin', 'msp');
  readonly peer = (): string => join(this.dir, 'fabric', 'peer');
  readonly orderer = (): string => join(this.dir, 'fabric', 'orderer');
  readonly tls = (node: 'peer' | 'orderer'): { certificate: string; key: string } => ({
    certificate: join(this.pki(), `tls-${this.company[node]}.pem`),
    key: join(this.pki(), `tls-${this.company[node]}.key`),
  });
  readonly tlsAuthority = (): string => join(this.pki(), 'tls-ca.pem');
}

const quoted = (text: string): string => JSON.stringify(text);

/** `configtx.yaml` of a network that has nothing to do with sellers: two channels of three organisations, by Raft. */
export function writeChannels(dir: string, machines: readonly Machine[]): void {
  const policies = (indent: string, rules: Readonly<Record<string, string>>): string =>
    Object.entries(rules)
      .map(([name, rule]) => {
        const type = /^(ANY|MAJORITY) /.test(rule) ? 'ImplicitMeta' : 'Signature';
        return `${indent}${name}: { Type: ${type}, Rule: ${quoted(rule)} }\n`;
      })
      .join('');
  const organisations = machines
    .map(
      (machine) => `
  - &${machine.company.msp}
    Name: ${machine.company.msp}
    ID: ${machine.company.msp}
    MSPDir: ${quoted(machine.msp())}
    Policies:
${policies('      ', {
  Readers: `OR('${machine.company.msp}.member')`,
  Writers: `OR('${machine.company.msp}.admin', '${machine.company.msp}.client', '${machine.company.msp}.orderer')`,
  Admins: `OR('${machine.company.msp}.admin')`,
  Endorsement: `OR('${machine.company.msp}.peer')`,
})}    OrdererEndpoints: ["${machine.company.orderer}:7050"]
    AnchorPeers: [{ Host: ${machine.company.peer}, Port: 7051 }]
`,
    )
    .join('');
  const members = `[${companies.map(({ msp }) => `*${msp}`).join(', ')}]`;
  const common = { Readers: 'ANY Readers', Writers: 'ANY Writers', Admins: 'MAJORITY Admins' };
  const profile = `
    Capabilities: { V2_0: true }
    Policies:
${policies('      ', common)}    Orderer:
      OrdererType: etcdraft
      EtcdRaft:
        Consenters:
${machines
  .map(
    (machine) => `          - Host: ${machine.company.orderer}
            Port: 7050
            ClientTLSCert: ${quoted(machine.tls('orderer').certificate)}
            ServerTLSCert: ${quoted(machine.tls('orderer').certificate)}
`,
  )
  .join('')}      BatchTimeout: 500ms
      BatchSize: { MaxMessageCount: 500, AbsoluteMaxBytes: 10 MB, PreferredMaxBytes: 2 MB }
      Organizations: ${members}
      Capabilities: { V2_0: true }
      Policies:
${policies('        ', { ...common, BlockValidation: 'ANY Writers' })}    Application:
      Organizations: ${members}
      Capabilities: { V2_5: true }
      Policies:
${policies('        ', {
  ...common,
  LifecycleEndorsement: 'MAJORITY Endorsement',
  Endorsement: 'MAJORITY Endorsement',
})}`;
  mkdirSync(dir, { recursive: true });
  writeFileSync(
    join(dir, 'configtx.yaml'),
    `Organizations:${organisations}\nProfiles:${[channel, otherChannel].map((name) => `\n  ${name}:${profile}`).join('')}`,
  );
}

/**
 * `core.yaml`, as its operator has it: Fabric's sample with TLS, and two external builders. Ours stands first, so that it would
 * take every package that it claims.
 */
export function writePeer(
  machine: Machine,
  builders: { stock: string; own: string },
  release3: boolean,
): void {
  const { company } = machine;
  const tls = machine.tls('peer');
  mkdirSync(machine.peer(), { recursive: true });
  writeFileSync(
    join(machine.peer(), 'core.yaml'),
    `peer:
  id: ${company.peer}
  networkId: trade
  listenAddress: 0.0.0.0:7051
  address: ${company.peer}:7051
  chaincodeListenAddress: 127.0.0.1:7052
  localMspId: ${company.msp}
  mspConfigPath: ${quoted(join(machine.peer(), 'msp'))}
  fileSystemPath: ${quoted(join(machine.peer(), 'data'))}
  BCCSP: { Default: SW, SW: { Hash: SHA2, Security: 256 } }
  tls:
    enabled: true
    cert: { file: ${quoted(tls.certificate)} }
    key: { file: ${quoted(tls.key)} }
    rootcert: { file: ${quoted(machine.tlsAuthority())} }
  gateway: { enabled: true, endorsementTimeout: 30s, broadcastTimeout: 30s, dialTimeout: 10s }
  discovery: { enabled: true, authCacheEnabled: true, authCacheMaxSize: 1000, authCachePurgeRetentionRatio: 0.75 }
  gossip:
    bootstrap: ${company.peer}:7051
    endpoint: ${company.peer}:7051
    externalEndpoint: ${company.peer}:7051
    useLeaderElection: false
    orgLeader: true
    reconnectInterval: 2s
    state: { enabled: false }
  handlers:
    authFilters: [{ name: DefaultAuth }, { name: ExpirationCheck }${release3 ? ', { name: TimeWindowCheck }' : ''}]
    decorators: [{ name: DefaultDecorator }]
    endorsers: { escc: { name: DefaultEndorsement } }
    validators: { vscc: { name: DefaultValidation } }
  deliveryclient: { reconnectTotalTimeThreshold: 3600s, connTimeout: 3s, reConnectBackoffThreshold: 5s }
  limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 500 } }
  maxRecvMsgSize: 104857600
  maxSendMsgSize: 104857600
vm: { endpoint: "" }
chaincode:
  mode: net
  keepalive: 0
  installTimeout: 60s
  startuptimeout: 60s
  executetimeout: 30s
  externalBuilders:
    - { name: seller-trust, path: ${quoted(builders.own)}, propagateEnvironment: [STL_CHAINCODE_CONNECTION] }
    - { name: ccaas_builder, path: ${quoted(builders.stock)}, propagateEnvironment: [CHAINCODE_AS_A_SERVICE_BUILDER_CONFIG] }
  system: { _lifecycle: enable, cscc: enable, lscc: enable, qscc: enable }
ledger:
  state: { stateDatabase: goleveldb, totalQueryLimit: 100000 }
  history: { enableHistoryDatabase: true }
  snapshots: { rootDir: ${quoted(join(machine.peer(), 'data', 'snapshots'))} }
operations: { listenAddress: "127.0.0.1:9443" }
metrics: { provider: disabled }
`,
  );
}

export function writeOrderer(machine: Machine): void {
  const tls = machine.tls('orderer');
  const data = join(machine.orderer(), 'data');
  mkdirSync(machine.orderer(), { recursive: true });
  writeFileSync(
    join(machine.orderer(), 'orderer.yaml'),
    `General:
  ListenAddress: 0.0.0.0
  ListenPort: 7050
  TLS:
    Enabled: true
    Certificate: ${quoted(tls.certificate)}
    PrivateKey: ${quoted(tls.key)}
    RootCAs: [${quoted(machine.tlsAuthority())}]
  Cluster: { ClientCertificate: ${quoted(tls.certificate)}, ClientPrivateKey: ${quoted(tls.key)}, SendBufferSize: 100 }
  BootstrapMethod: none
  LocalMSPDir: ${quoted(join(machine.orderer(), 'msp'))}
  LocalMSPID: ${machine.company.msp}
  BCCSP: { Default: SW, SW: { Hash: SHA2, Security: 256 } }
  Authentication: { TimeWindow: 15m }
FileLedger: { Location: ${quoted(data)} }
Consensus: { WALDir: ${quoted(join(data, 'wal'))}, SnapDir: ${quoted(join(data, 'snapshot'))} }
ChannelParticipation: { Enabled: true, MaxRequestBodySize: 1 MB }
Admin:
  ListenAddress: 0.0.0.0:7053
  TLS:
    Enabled: true
    Certificate: ${quoted(tls.certificate)}
    PrivateKey: ${quoted(tls.key)}
    RootCAs: [${quoted(machine.tlsAuthority())}]
    ClientAuthRequired: true
    ClientRootCAs: [${quoted(machine.tlsAuthority())}]
Operations: { ListenAddress: "127.0.0.1:8443" }
Metrics: { Provider: disabled }
`,
  );
}
