import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.js';
import type { OrdererNode, OrganisationNode, Topology } from './topology.js';

/** Writes `core.yaml` and `orderer.yaml` of every node. JSON is YAML. All listeners are on 127.0.0.1. */
export function writeNodeConfigs(topology: Topology, layout: Layout, builder: string): void {
  for (const org of topology.organisations)
    write(layout.peer(org), 'core.yaml', peerConfig(org, layout, builder));

  for (const orderer of topology.orderers)
    write(layout.orderer(orderer), 'orderer.yaml', ordererConfig(orderer, layout));
}

function write(directory: string, file: string, content: object): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, file), JSON.stringify(content, null, 1));
}

const local = (port: number): string => `127.0.0.1:${port}`;
const softwareCrypto = { Default: 'SW', SW: { Hash: 'SHA2', Security: 256 } };

function peerConfig(org: OrganisationNode, layout: Layout, builder: string): object {
  const tls = layout.peerTls(org);
  const data = join(layout.peer(org), 'data');
  return {
    peer: {
      id: `peer.${org.domain}`,
      networkId: 'seller-trust',
      listenAddress: local(org.peerPort),
      address: local(org.peerPort),
      chaincodeListenAddress: local(org.peerChaincodePort),
      chaincodeAddress: local(org.peerChaincodePort),
      localMspId: org.mspId,
      localMspType: 'bccsp',
      mspConfigPath: layout.peerSigning(org).msp,
      fileSystemPath: data,
      BCCSP: softwareCrypto,
      tls: {
        enabled: true,
        cert: { file: tls.certificate },
        key: { file: tls.key },
        rootcert: { file: tls.authority },
      },
      gateway: { enabled: true, endorsementTimeout: '30s', broadcastTimeout: '30s', dialTimeout: '10s' },
      discovery: {
        enabled: true,
        authCacheEnabled: true,
        authCacheMaxSize: 1000,
        authCachePurgeRetentionRatio: 0.75,
      },
      gossip: {
        bootstrap: local(org.peerPort),
        endpoint: local(org.peerPort),
        externalEndpoint: local(org.peerPort),
        useLeaderElection: false,
        orgLeader: true,
        // After a failed handshake with another organisation's anchor gossip sleeps this long; by default 25 s,
        // in which no endorsement by two organisations can succeed.
        reconnectInterval: '1s',
        state: { enabled: false },
      },
      handlers: peerHandlers,
      deliveryclient: {
        reconnectTotalTimeThreshold: '3600s',
        connTimeout: '3s',
        reConnectBackoffThreshold: '5s',
      },
      limits: { concurrency: { endorserService: 2500, deliverService: 2500, gatewayService: 500 } },
      maxRecvMsgSize: 100 * 1024 * 1024,
      maxSendMsgSize: 100 * 1024 * 1024,
    },
    // No endpoint: this peer never speaks to Docker.
    vm: { endpoint: '' },
    chaincode: {
      externalBuilders: [
        { name: 'seller-trust', path: builder, propagateEnvironment: ['STL_CHAINCODE_CONNECTION'] },
      ],
      installTimeout: '60s',
      startuptimeout: '60s',
      executetimeout: '30s',
      mode: 'net',
      // Must stay 0: a keep-alive message ends a chaincode process of fabric-shim 2.5.8.
      keepalive: 0,
      system: { _lifecycle: 'enable', cscc: 'enable', lscc: 'enable', qscc: 'enable' },
    },
    ledger: {
      state: { stateDatabase: 'goleveldb', totalQueryLimit: 100_000 },
      history: { enableHistoryDatabase: false },
      snapshots: { rootDir: join(data, 'snapshots') },
    },
    operations: { listenAddress: local(org.peerOperationsPort), tls: { enabled: false } },
    metrics: { provider: 'prometheus' },
  };
}

/** TimeWindowCheck exists from release 3 on only; the chaincode's own clock check serves both. */
const peerHandlers = {
  authFilters: [{ name: 'DefaultAuth' }, { name: 'ExpirationCheck' }],
  decorators: [{ name: 'DefaultDecorator' }],
  endorsers: { escc: { name: 'DefaultEndorsement' } },
  validators: { vscc: { name: 'DefaultValidation' } },
};

function ordererConfig(orderer: OrdererNode, layout: Layout): object {
  const tls = layout.ordererTls(orderer);
  const signing = layout.ordererSigning(orderer);
  const data = join(layout.orderer(orderer), 'data');
  const server = {
    Enabled: true,
    Certificate: tls.certificate,
    PrivateKey: tls.key,
    RootCAs: [tls.authority],
  };
  return {
    General: {
      ListenAddress: '127.0.0.1',
      ListenPort: orderer.port,
      TLS: server,
      Cluster: { ClientCertificate: tls.certificate, ClientPrivateKey: tls.key, SendBufferSize: 100 },
      BootstrapMethod: 'none',
      LocalMSPDir: signing.msp,
      LocalMSPID: orderer.mspId,
      BCCSP: softwareCrypto,
      Authentication: { TimeWindow: '15m' },
      MaxRecvMsgSize: 100 * 1024 * 1024,
      MaxSendMsgSize: 100 * 1024 * 1024,
    },
    FileLedger: { Location: data },
    Consensus: { WALDir: join(data, 'etcdraft', 'wal'), SnapDir: join(data, 'etcdraft', 'snapshot') },
    ChannelParticipation: { Enabled: true, MaxRequestBodySize: '1 MB' },
    Admin: {
      ListenAddress: local(orderer.adminPort),
      TLS: { ...server, ClientAuthRequired: true, ClientRootCAs: [tls.authority] },
    },
    Operations: { ListenAddress: local(orderer.operationsPort), TLS: { Enabled: false } },
    Metrics: { Provider: 'prometheus' },
  };
}
