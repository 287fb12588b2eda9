import { common, msp, orderer } from '@hyperledger/fabric-protos';

/** An address at which an organisation offers its ordering to clients. */
export interface OrdererEndpoint {
  /** host:port */
  readonly address: string;
  /** PEM of the organisation's authorities for TLS, roots and intermediates; none where its MSP names none. */
  readonly tlsAuthorities: readonly string[];
}

/** Who orders a channel, as its newest configuration says. */
export interface ChannelOrderers {
  /** host:port of each node that takes part in consensus. */
  readonly consenters: readonly string[];
  /** How many of the consenters must work together for a block. */
  readonly quorum: number;
  readonly endpoints: readonly OrdererEndpoint[];
}

/** Reads a config block, as a peer's `cscc GetConfigBlock` gives it. */
export function channelOrderers(block: Uint8Array): ChannelOrderers {
  const channel = groupOf(block);
  const ordering = present(groupsOf(channel).get('Orderer'));
  const type = orderer.ConsensusType.deserializeBinary(valueOf(ordering, 'ConsensusType'));
  const isBft = type.getType() === 'BFT';
  const consenters = isBft
    ? common.Orderers.deserializeBinary(valueOf(ordering, 'Orderers')).getConsenterMappingList()
    : orderer.etcdraft.ConfigMetadata.deserializeBinary(type.getMetadata_asU8()).getConsentersList();
  return {
    consenters: consenters.map((one) => `${one.getHost()}:${one.getPort()}`),
    quorum: (isBft ? bftQuorum : raftQuorum)(consenters.length),
    endpoints: endpointsOf(channel, ordering),
  };
}

const raftQuorum = (n: number): number => Math.floor(n / 2) + 1;

/** Source: SmartBFT, internal/bft/util.go, computeQuorum: ceil((n + f + 1) / 2), where n >= 3f + 1. */
const bftQuorum = (n: number): number => Math.ceil((n + Math.floor((n - 1) / 3) + 1) / 2);

/** Endpoints that organisations name; where none does, as before Fabric 1.4.2, those of the whole channel. */
function endpointsOf(channel: common.ConfigGroup, ordering: common.ConfigGroup): OrdererEndpoint[] {
  const organisations = [...groupsOf(ordering).entries()].map(([, group]) => ({
    addresses: addressesOf(group, 'Endpoints'),
    tlsAuthorities: tlsAuthoritiesOf(group),
  }));
  const named = organisations.flatMap(({ addresses, tlsAuthorities }) =>
    addresses.map((address) => ({ address, tlsAuthorities })),
  );
  if (named.length > 0) return named;
  const tlsAuthorities = organisations.flatMap((one) => one.tlsAuthorities);
  return addressesOf(channel, 'OrdererAddresses').map((address) => ({ address, tlsAuthorities }));
}

function addressesOf(group: common.ConfigGroup, name: string): string[] {
  return common.OrdererAddresses.deserializeBinary(valueOf(group, name)).getAddressesList();
}

function tlsAuthoritiesOf(group: common.ConfigGroup): string[] {
  const config = msp.FabricMSPConfig.deserializeBinary(
    msp.MSPConfig.deserializeBinary(valueOf(group, 'MSP')).getConfig_asU8(),
  );
  return [...config.getTlsRootCertsList_asU8(), ...config.getTlsIntermediateCertsList_asU8()].map((pem) =>
    Buffer.from(pem).toString('utf8'),
  );
}

function groupOf(block: Uint8Array): common.ConfigGroup {
  const [envelope] = present(common.Block.deserializeBinary(block).getData()).getDataList_asU8();
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(present(envelope)).getPayload_asU8(),
  );
  const config = common.ConfigEnvelope.deserializeBinary(payload.getData_asU8()).getConfig();
  return present(config?.getChannelGroup());
}

/** Empty where the group has no such value. */
function valueOf(group: common.ConfigGroup, name: string): Uint8Array {
  const values: unknown = group.getValuesMap();
  return (values as ProtoMap<common.ConfigValue>).get(name)?.getValue_asU8() ?? new Uint8Array();
}

/** Declared here because the types of `google-protobuf` are no part of what Fabric's package brings. */
type ProtoMap<T> = Pick<ReadonlyMap<string, T>, 'get' | 'entries'>;

function groupsOf(group: common.ConfigGroup): ProtoMap<common.ConfigGroup> {
  const groups: unknown = group.getGroupsMap();
  return groups as ProtoMap<common.ConfigGroup>;
}

function present<T>(part: T | undefined): T {
  if (part === undefined)
    throw new Error('The configuration of the channel lacks a part that every one has.');
  return part;
}
