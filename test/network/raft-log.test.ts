import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { common, orderer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { NoRaftBlock, raftPosition } from '../../network/raft-log.js';
import { writeRaftLog } from '../../network/raft-log-files.js';

interface Choice {
  readonly number?: number;
  readonly index?: number;
  readonly bft?: boolean;
}

/** A block as orderers write it, with no more than what a Raft log is made from. */
function blockBytes({ number = 9, index = 13, bft = false }: Choice = {}): Uint8Array {
  const raft = new orderer.etcdraft.BlockMetadata();
  raft.setConsenterIdsList([1, 2, 4]);
  raft.setRaftIndex(index);
  const consenter = new common.Metadata();
  consenter.setValue(raft.serializeBinary());
  const note = new common.OrdererBlockMetadata();
  note.setConsenterMetadata(consenter.serializeBinary());
  const signature = new common.MetadataSignature();
  if (bft) signature.setIdentifierHeader(Uint8Array.of(1));
  const signatures = new common.Metadata();
  signatures.setValue(note.serializeBinary());
  signatures.setSignaturesList([signature]);
  const metadata = new common.BlockMetadata();
  metadata.setMetadataList([signatures.serializeBinary()]);

  const channel = new common.ChannelHeader();
  channel.setChannelId('trust');
  const header = new common.Header();
  header.setChannelHeader(channel.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  const data = new common.BlockData();
  data.setDataList([envelope.serializeBinary()]);

  const block = new common.Block();
  const blockHeader = new common.BlockHeader();
  blockHeader.setNumber(number);
  block.setHeader(blockHeader);
  block.setData(data);
  block.setMetadata(metadata);
  return block.serializeBinary();
}

// That orderers go on from such a log is what test/fabric/runbooks shows.
describe('the Raft log of an orderer that goes on after a block', () => {
  let dir: string;
  let file: string;

  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'stl-raft-log-'));
    file = join(dir, 'newest.block');
    await writeFile(file, blockBytes());
  });
  afterEach(() => rm(dir, { recursive: true, force: true }));

  it('begins at the place that the orderers noted, with their members', () => {
    expect(raftPosition(blockBytes())).to.deep.equal({
      channel: 'trust',
      block: 9,
      index: 13,
      voters: [1, 2, 4],
    });
  });

  for (const [what, bytes, why] of [
    ['the first block of a channel', blockBytes({ number: 0 }), 'the first one'],
    ['a block without a place in a Raft log', blockBytes({ index: 0 }), 'not of the type etcdraft'],
    ['a block that SmartBFT ordered', blockBytes({ bft: true }), 'not of the type etcdraft'],
    ['a file that is no block', Buffer.from('{"not":"a block"}'), 'holds no block'],
    ['an empty file', Buffer.alloc(0), 'the first one'],
  ] as const) {
    it(`is refused for ${what}, and nothing is written`, async () => {
      await writeFile(file, bytes);
      const target = join(dir, 'etcdraft');
      expect(() => writeRaftLog(file, target)).to.throw(NoRaftBlock, why);
      expect(await readdir(dir)).to.deep.equal(['newest.block']);
    });
  }

  it('is never written over what an orderer had', async () => {
    const target = join(dir, 'etcdraft');
    writeRaftLog(file, target);
    const [wal] = await readdir(join(target, 'wal', 'trust'));
    const before = await readFile(join(target, 'wal', 'trust', wal!));
    await writeFile(file, blockBytes({ index: 14 }));
    expect(() => writeRaftLog(file, target)).to.throw('is not empty');
    expect(await readFile(join(target, 'wal', 'trust', wal!))).to.deep.equal(before);
  });

  it('holds the whole block in its snapshot, from which Raft knows where it is', async () => {
    const target = join(dir, 'etcdraft');
    writeRaftLog(file, target);
    const name = '0000000000000001-000000000000000d.snap';
    expect(await readdir(join(target, 'snapshot', 'trust'))).to.deep.equal([name]);
    const snapshot = await readFile(join(target, 'snapshot', 'trust', name));
    expect(snapshot.includes(Buffer.from(blockBytes()))).to.equal(true);
  });
});
