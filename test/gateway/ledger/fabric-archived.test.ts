import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { archivedReader } from '../../../gateway/ledger/fabric-shared/archived.js';
import { blockHash } from '../../../gateway/ledger/fabric-shared/block-header.js';

function envelope(txId: string): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(common.HeaderType.CONFIG);
  channelHeader.setTxId(txId);
  const header = new common.Header();
  header.setChannelHeader(channelHeader.serializeBinary());
  const payload = new common.Payload();
  payload.setHeader(header);
  const made = new common.Envelope();
  made.setPayload(payload.serializeBinary());
  return made.serializeBinary();
}

interface Parts {
  readonly number: number;
  readonly previous: Uint8Array;
  readonly envelopes: readonly Uint8Array[];
  /** In place of the true one. */
  readonly dataHash?: Uint8Array;
}

function made({ dataHash, envelopes, number, previous }: Parts): { block: Uint8Array; hash: Uint8Array } {
  const data = new common.BlockData();
  data.setDataList([...envelopes]);
  const header = new common.BlockHeader();
  header.setNumber(number);
  header.setPreviousHash(previous);
  const of = dataHash ?? createHash('sha256').update(Buffer.concat(envelopes)).digest();
  header.setDataHash(of);
  const block = new common.Block();
  block.setHeader(header);
  block.setData(data);
  block.setMetadata(new common.BlockMetadata());
  return { block: block.serializeBinary(), hash: blockHash(number, previous, of) };
}

describe('blocks of a Fabric channel that were archived', () => {
  const first = made({ number: 0, previous: new Uint8Array(), envelopes: [envelope('a')] });
  const second = { number: 1, previous: first.hash, envelopes: [envelope('b'), envelope('c')] };
  const opened = () => {
    const read = archivedReader('stl');
    read(0, { block: first.block, values: [] });
    return (block: Uint8Array, values: readonly Uint8Array[] = []) => read(1, { block, values });
  };

  it('are read as they are', () => {
    const { block, hash } = made(second);
    expect(opened()(block)).to.deep.equal({ number: 1, hash, transactions: [] });
  });

  it('are refused where data, number or the block before are others', () => {
    const read = (change: Partial<Parts>) => () => opened()(made({ ...second, ...change }).block);
    expect(read({ dataHash: new Uint8Array(32) })).to.throw('block 1 does not match its data hash');
    expect(read({ dataHash: new Uint8Array() })).to.throw('block 1 does not match its data hash');
    expect(read({ number: 2 })).to.throw('block 1 carries another number');
    expect(read({ previous: new Uint8Array(32) })).to.throw('block 1 does not follow');
    expect(() => opened()(made(second).block, [new Uint8Array()])).to.throw('block 1 has values beside it');
    expect(() => opened()(first.block)).to.throw('block 1 carries another number');
    for (const bytes of [new Uint8Array(), Buffer.from('no block'), Buffer.alloc(64, 255)])
      expect(() => opened()(bytes)).to.throw();
    const late = () => archivedReader('stl')(1, { block: made(second).block, values: [] });
    expect(late, 'a first block that has one before it').to.throw('block 1 does not follow');
  });
});
