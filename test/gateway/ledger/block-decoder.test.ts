import { common, ledger, peer } from '@hyperledger/fabric-protos';
import { expect } from 'chai';
import { decodeBlock, validCode } from '../../../gateway/ledger/fabric-shared/block-decoder.js';
import { LedgerQueries } from '../../../gateway/ledger/fabric-shared/ledger-queries.js';

const codes = peer.TxValidationCode;

interface Write {
  readonly key: string;
  readonly value?: string;
}

interface Parts {
  readonly txId?: string;
  readonly code?: number;
  readonly type?: number;
  readonly seconds?: number;
  readonly namespace?: string;
  readonly writes?: readonly Write[];
  /** In place of a transaction. */
  readonly data?: Uint8Array;
}

function writeSet(namespace: string, writes: readonly Write[]): Uint8Array {
  const rwset = new ledger.rwset.kvrwset.KVRWSet();
  for (const { key, value } of writes) {
    const write = new ledger.rwset.kvrwset.KVWrite();
    write.setKey(key);
    if (value === undefined) write.setIsDelete(true);
    else write.setValue(new TextEncoder().encode(value));
    rwset.addWrites(write);
  }
  const ofNamespace = new ledger.rwset.NsReadWriteSet();
  ofNamespace.setNamespace(namespace);
  ofNamespace.setRwset(rwset.serializeBinary());
  const all = new ledger.rwset.TxReadWriteSet();
  all.addNsRwset(ofNamespace);
  return all.serializeBinary();
}

function transaction({ namespace = 'stl', writes = [] }: Parts): Uint8Array {
  const response = new peer.Response();
  response.setPayload(new TextEncoder().encode('{}'));
  const action = new peer.ChaincodeAction();
  action.setResults(writeSet(namespace, writes));
  action.setResponse(response);
  const proposal = new peer.ProposalResponsePayload();
  proposal.setExtension$(action.serializeBinary());
  const endorsed = new peer.ChaincodeEndorsedAction();
  endorsed.setProposalResponsePayload(proposal.serializeBinary());
  const payload = new peer.ChaincodeActionPayload();
  payload.setAction(endorsed);
  const one = new peer.TransactionAction();
  one.setPayload(payload.serializeBinary());
  const tx = new peer.Transaction();
  tx.addActions(one);
  return tx.serializeBinary();
}

function envelope(parts: Parts): Uint8Array {
  const channelHeader = new common.ChannelHeader();
  channelHeader.setType(parts.type ?? common.HeaderType.ENDORSER_TRANSACTION);
  channelHeader.setTxId(parts.txId ?? 'a');
  if (parts.seconds !== undefined) {
    // google.protobuf.Timestamp: field 1, a varint.
    const stamped = Buffer.concat([
      Buffer.from(channelHeader.serializeBinary()),
      Buffer.from([0x1a, 2, 0x08, parts.seconds]),
    ]);
    return payloadOf(stamped, parts);
  }
  return payloadOf(channelHeader.serializeBinary(), parts);
}

function payloadOf(channelHeader: Uint8Array, parts: Parts): Uint8Array {
  const header = new common.Header();
  header.setChannelHeader(channelHeader);
  const payload = new common.Payload();
  payload.setHeader(header);
  payload.setData(parts.data ?? transaction(parts));
  const envelope = new common.Envelope();
  envelope.setPayload(payload.serializeBinary());
  return envelope.serializeBinary();
}

function block(...transactions: readonly Parts[]): Uint8Array {
  const header = new common.BlockHeader();
  header.setNumber(7);
  header.setDataHash(new Uint8Array(32));
  header.setPreviousHash(new Uint8Array(32));
  const data = new common.BlockData();
  for (const parts of transactions) data.addData(envelope(parts));
  const metadata = new common.BlockMetadata();
  const codes = Uint8Array.from(transactions, ({ code }) => code ?? validCode);
  metadata.setMetadataList([new Uint8Array(), new Uint8Array(), codes]);
  const whole = new common.Block();
  whole.setHeader(header);
  whole.setData(data);
  whole.setMetadata(metadata);
  return whole.serializeBinary();
}

const good: Parts = { txId: 'good', seconds: 9, writes: [{ key: 'batch/1', value: 'x' }] };
const folded = (...parts: readonly Parts[]) => decodeBlock(block(...parts), 'stl').transactions;

describe('a block of a Fabric peer', () => {
  it('gives the writes of valid transactions, at their place', () => {
    expect(folded({ ...good, code: codes.BAD_PAYLOAD }, good)).to.deep.equal([
      { tx: 1, txId: 'good', time: 9, writes: [{ key: 'batch/1', value: new TextEncoder().encode('x') }] },
    ]);
  });

  // Orderers take any envelope that a channel member signed; only peers look inside, and mark it invalid.
  it('is read whatever one member put into a transaction that peers refused', () => {
    const garbage = [
      Uint8Array.of(0xff, 0xff, 0xff),
      new Uint8Array(),
      Uint8Array.of(0x0a, 0x02, 0x12, 0x00),
      new TextEncoder().encode('not a transaction'),
    ];
    for (const data of garbage) {
      const refused = { txId: 'poison', code: codes.BAD_PAYLOAD, data };
      expect(folded(refused, good)).to.have.length(1);
      expect(decodeBlock(block(refused, good), 'stl').outcomes.map(({ code }) => code)).to.deep.equal([
        codes.BAD_PAYLOAD,
        validCode,
      ]);
    }
  });

  // The times of our transactions are held by k endorsers' clocks; those of other chaincodes by nobody.
  it('takes no time from transactions that did not call our chaincode, nor needs them to have one', () => {
    expect(
      folded({ namespace: '_lifecycle', seconds: 99, txId: 'other' }, good).map(({ txId }) => txId),
    ).to.deep.equal(['good']);
    expect(folded({ namespace: '_lifecycle', txId: 'timeless' }, good)).to.have.length(1);
  });

  it('ignores deletions: what is on the ledger is never taken away', () => {
    expect(folded({ ...good, writes: [{ key: 'batch/1' }, { key: 'batch/2', value: 'y' }] })).to.deep.equal([
      { tx: 0, txId: 'good', time: 9, writes: [{ key: 'batch/2', value: new TextEncoder().encode('y') }] },
    ]);
  });

  it('tells the outcome of a transaction though another member copied its id', async () => {
    const copied = { txId: 'good', code: codes.BAD_PROPOSAL_TXID, data: new Uint8Array() };
    const queries = new LedgerQueries(() => Promise.resolve(block(copied, good)), 'channel', 'stl');
    expect(await queries.committed('good')).to.deep.equal({ txId: 'good', block: 7, tx: 1, result: '{}' });
  });
});
