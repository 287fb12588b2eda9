import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Layout } from './layout.js';
import type { Programs } from './programs.js';
import { runProgram } from './run-program.js';
import type { OrdererNode, OrganisationNode, Topology } from './topology.js';

const profile = 'Trust';

/** Writes the channel's genesis block. Anchor peers are in it: without them organisations never find one another. */
export async function writeGenesisBlock(
  topology: Topology,
  layout: Layout,
  programs: Programs,
  signal?: AbortSignal,
): Promise<void> {
  mkdirSync(layout.channel(), { recursive: true });
  writeFileSync(
    join(layout.channel(), 'configtx.yaml'),
    JSON.stringify({ Profiles: { [profile]: channelProfile(topology, layout) } }, null, 1),
  );
  const where = ['-configPath', layout.channel(), '-outputBlock', layout.genesis()];
  await runProgram(programs.configtxgen, ['-profile', profile, '-channelID', topology.channel, ...where], {
    signal,
  });
}

function channelProfile(topology: Topology, layout: Layout): object {
  const bft = topology.consensus === 'bft';
  return {
    Policies: implicitPolicies(),
    Capabilities: bft ? { V3_0: true } : { V2_0: true },
    Orderer: {
      ...(bft ? smartBft(topology, layout) : raft(topology, layout)),
      // A block waits at most this long for more transactions: it bounds the latency of a quiet network.
      BatchTimeout: '250ms',
      BatchSize: { MaxMessageCount: 500, AbsoluteMaxBytes: '10 MB', PreferredMaxBytes: '4 MB' },
      Organizations: topology.orderers.map((orderer) => ordererOrganisation(orderer, layout)),
      Policies: { ...implicitPolicies(), BlockValidation: implicit('ANY Writers') },
      Capabilities: { V2_0: true },
    },
    Application: {
      Organizations: topology.organisations.map((org) => organisation(org, layout)),
      Policies: {
        ...implicitPolicies(),
        // k of n organisations with 2k > n, and it grows with the organisations.
        LifecycleEndorsement: implicit('MAJORITY Endorsement'),
        Endorsement: implicit('MAJORITY Endorsement'),
      },
      Capabilities: { V2_5: true },
    },
  };
}

function raft(topology: Topology, layout: Layout): object {
  return {
    OrdererType: 'etcdraft',
    EtcdRaft: {
      Consenters: topology.orderers.map((orderer) => ({
        Host: '127.0.0.1',
        Port: orderer.port,
        ClientTLSCert: layout.ordererTls(orderer).certificate,
        ServerTLSCert: layout.ordererTls(orderer).certificate,
      })),
      Options: {
        TickInterval: '500ms',
        ElectionTick: 10,
        HeartbeatTick: 1,
        MaxInflightBlocks: 5,
        SnapshotIntervalSize: '16 MB',
      },
    },
  };
}

/** Time-outs shorter than Fabric's: a silent leader is replaced within about 5 s instead of 25 s. */
function smartBft(topology: Topology, layout: Layout): object {
  return {
    OrdererType: 'BFT',
    SmartBFT: {
      RequestBatchMaxInterval: '200ms',
      RequestForwardTimeout: '2s',
      RequestComplainTimeout: '5s',
      RequestAutoRemoveTimeout: '3m0s',
      ViewChangeResendInterval: '5s',
      ViewChangeTimeout: '5s',
      LeaderHeartbeatTimeout: '5s',
      LeaderHeartbeatCount: 10,
      CollectTimeout: '1s',
      IncomingMessageBufferSize: 200,
      RequestPoolSize: 100_000,
    },
    ConsenterMapping: topology.orderers.map((orderer, index) => ({
      ID: index + 1,
      Host: '127.0.0.1',
      Port: orderer.port,
      MSPID: orderer.mspId,
      Identity: layout.ordererSigning(orderer).certificate,
      ClientTLSCert: layout.ordererTls(orderer).certificate,
      ServerTLSCert: layout.ordererTls(orderer).certificate,
    })),
  };
}

function organisation(org: OrganisationNode, layout: Layout): object {
  const role = (name: string): string => `'${org.mspId}.${name}'`;
  return {
    Name: org.mspId,
    ID: org.mspId,
    MSPDir: layout.organisationMsp(org),
    Policies: {
      Readers: signature(`OR(${role('admin')}, ${role('peer')}, ${role('client')})`),
      Writers: signature(`OR(${role('admin')}, ${role('client')})`),
      Admins: signature(`OR(${role('admin')})`),
      // Only a peer endorses: with "member" any certificate of the organisation could.
      Endorsement: signature(`OR(${role('peer')})`),
    },
    AnchorPeers: [{ Host: '127.0.0.1', Port: org.peerPort }],
  };
}

function ordererOrganisation(orderer: OrdererNode, layout: Layout): object {
  const rule = (...roles: string[]): object =>
    signature(`OR(${roles.map((role) => `'${orderer.mspId}.${role}'`).join(', ')})`);
  return {
    Name: orderer.mspId,
    ID: orderer.mspId,
    MSPDir: layout.ordererMsp(orderer),
    Policies: {
      Readers: rule('member'),
      Writers: rule('admin', 'orderer'),
      Admins: rule('admin'),
    },
    OrdererEndpoints: [`127.0.0.1:${orderer.port}`],
  };
}

function implicitPolicies(): object {
  return {
    Readers: implicit('ANY Readers'),
    Writers: implicit('ANY Writers'),
    Admins: implicit('MAJORITY Admins'),
  };
}

const implicit = (Rule: string): object => ({ Type: 'ImplicitMeta', Rule });
const signature = (Rule: string): object => ({ Type: 'Signature', Rule });
