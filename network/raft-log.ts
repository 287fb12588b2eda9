import { join } from 'node:path';
import { crc32c } from '@node-rs/crc32';
import { common, orderer } from '@hyperledger/fabric-protos';

/** The newest block holds nothing of Raft: the channel's orderers are not etcdraft, or it is the first block. */
export class NoRaftBlock extends Error {
  constructor(why: string) {
    super(`No Raft log can go on from this block: ${why}.`);
    this.name = 'NoRaftBlock';
  }
}

/** What the orderers noted in a block about the Raft log that it came from. */
export interface RaftPosition {
  readonly channel: string;
  readonly block: number;
  /** Place of the block in the Raft log. */
  readonly index: number;
  /** Raft ids of the channel's consenters. */
  readonly voters: readonly number[];
}

/**
 * Reads the orderers' note in a block (`common.Block`, as `peer channel fetch` writes it).
 * @throws NoRaftBlock
 */
export function raftPosition(bytes: Uint8Array): RaftPosition {
  const block = blockOf(bytes);
  const [signed = new Uint8Array()] = block.getMetadata()?.getMetadataList_asU8() ?? [];
  const metadata = common.Metadata.deserializeBinary(signed);
  const note = common.OrdererBlockMetadata.deserializeBinary(metadata.getValue_asU8());
  const consenter = common.Metadata.deserializeBinary(note.getConsenterMetadata_asU8());
  const raft = orderer.etcdraft.BlockMetadata.deserializeBinary(consenter.getValue_asU8());
  const position = {
    channel: channelOf(block),
    block: block.getHeader()?.getNumber() ?? 0,
    index: raft.getRaftIndex(),
    voters: raft.getConsenterIdsList(),
  };
  if (position.block === 0) throw new NoRaftBlock('it is the first one of its channel');
  // SmartBFT signs in another way, and what it notes would pass for a place in a Raft log.
  const byBft = metadata.getSignaturesList().some((signature) => signature.getIdentifierHeader().length > 0);
  if (byBft || position.index === 0 || position.voters.length === 0)
    throw new NoRaftBlock('its orderers are not of the type etcdraft');
  return position;
}

function blockOf(bytes: Uint8Array): common.Block {
  try {
    return common.Block.deserializeBinary(bytes);
  } catch {
    throw new NoRaftBlock('the file holds no block');
  }
}

function channelOf(block: common.Block): string {
  const [transaction] = block.getData()?.getDataList_asU8() ?? [];
  const envelope = common.Envelope.deserializeBinary(transaction ?? new Uint8Array());
  const header = common.Payload.deserializeBinary(envelope.getPayload_asU8()).getHeader();
  return common.ChannelHeader.deserializeBinary(
    header?.getChannelHeader_asU8() ?? new Uint8Array(),
  ).getChannelId();
}

/** Paths and bytes, below the directory of an orderer's Raft state: what it writes itself when it takes a snapshot. */
export type RaftLog = ReadonlyMap<string, Uint8Array>;

/** The term of a log that begins with a snapshot. Every orderer gets the same, so nobody remembers a later one. */
const term = 1;

/**
 * The Raft log of an orderer that has all blocks up to this one: a snapshot in its place, and no entry after it. As etcd does
 * when it restores a cluster from a snapshot. All orderers of the channel must start from it: one that remembers
 * entries after that place, or a later term, would contradict the others.
 * @throws NoRaftBlock
 */
export function raftLogAfter(block: Uint8Array): RaftLog {
  const { channel, index, voters } = raftPosition(block);
  const state = message([varint(1, term), varint(2, 0), varint(3, index)]);
  const members = message(voters.map((voter) => varint(1, voter)));
  const snapshot = message([
    bytes(1, block),
    bytes(2, message([bytes(1, members), varint(2, index), varint(3, term)])),
  ]);
  return new Map([
    [join('wal', channel, `${hex(0)}-${hex(0)}.wal`), writeAheadLog(index, state)],
    [
      join('snapshot', channel, `${hex(term)}-${hex(index)}.snap`),
      message([varint(1, crc32c(snapshot)), bytes(2, snapshot)]),
    ],
  ]);
}

/** Kinds of records in etcd's write-ahead log (go.etcd.io/etcd/server/v3/storage/wal). */
const record = { metadata: 1, state: 3, crc: 4, snapshot: 5 } as const;

function writeAheadLog(index: number, state: Uint8Array): Uint8Array {
  const place = (at: number, of: number): Uint8Array => message([varint(1, at), varint(2, of)]);
  let crc = 0;
  const frame = (type: number, data: Uint8Array): Uint8Array => {
    crc = crc32c(data, crc);
    return framed(message([varint(1, type), varint(2, crc), bytes(3, data)]));
  };
  return Buffer.concat([
    framed(message([varint(1, record.crc), varint(2, 0)])),
    frame(record.metadata, new Uint8Array()),
    frame(record.snapshot, place(0, 0)),
    frame(record.snapshot, place(index, term)),
    frame(record.state, state),
  ]);
}

/** A record with its length in front, filled up to 8 bytes: the length's highest byte says by how many. */
function framed(data: Uint8Array): Uint8Array {
  const filling = (8 - (data.length % 8)) % 8;
  const length = Buffer.alloc(8);
  length.writeUInt32LE(data.length);
  if (filling > 0) length[7] = 0x80 | filling;
  return Buffer.concat([length, data, Buffer.alloc(filling)]);
}

const hex = (value: number): string => value.toString(16).padStart(16, '0');

/** Protocol Buffers by hand: etcd's own messages are in no package for Node. */
const message = (fields: readonly Uint8Array[]): Uint8Array => Buffer.concat(fields);

function varint(field: number, value: number): Uint8Array {
  return Buffer.from([(field << 3) | 0, ...digits(value)]);
}

function bytes(field: number, value: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.from([(field << 3) | 2, ...digits(value.length)]), value]);
}

function digits(value: number): number[] {
  const low = value % 128;
  const rest = Math.floor(value / 128);
  return rest === 0 ? [low] : [low | 128, ...digits(rest)];
}
