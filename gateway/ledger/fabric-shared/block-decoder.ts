import { common, ledger, peer } from '@hyperledger/fabric-protos';
import type { CommittedBlock, CommittedTransaction, KeyWrite } from '../port.js';
import { blockHash } from './block-header.js';

/** A block as a peer holds it, with the outcome of each of its transactions. */
export interface DecodedBlock extends CommittedBlock {
  readonly previousHash: Uint8Array;
  /** Every transaction, valid or not, in the block's order. */
  readonly outcomes: readonly Outcome[];
}

export interface Outcome {
  readonly txId: string;
  /** Fabric's validation code; `VALID` is 0. */
  readonly code: number;
  /** What the chaincode returned. Empty for a transaction that is not a valid call of a chaincode. */
  readonly result: string;
}

/** Validation code of a transaction that took effect. */
export const validCode = peer.TxValidationCode.VALID;

/**
 * Reads what a peer's `qscc` gives for a block. Only the write sets of valid transactions count, and of those only
 * the ones of our chaincode: system chaincodes write into the same blocks.
 */
export function decodeBlock(bytes: Uint8Array, chaincode: string): DecodedBlock {
  const block = common.Block.deserializeBinary(bytes);
  const header = present(block.getHeader());
  const number = header.getNumber();
  const previousHash = header.getPreviousHash_asU8();
  const codes = present(block.getMetadata()).getMetadataList_asU8()[
    common.BlockMetadataIndex.TRANSACTIONS_FILTER
  ];
  const envelopes = present(block.getData()).getDataList_asU8();
  const outcomes: Outcome[] = [];
  const transactions: CommittedTransaction[] = [];
  envelopes.forEach((envelope, tx) => {
    const { channelHeader, data } = openEnvelope(envelope);
    const txId = channelHeader.getTxId();
    const code = codes?.[tx] ?? peer.TxValidationCode.NOT_VALIDATED;
    const isCall = channelHeader.getType() === common.HeaderType.ENDORSER_TRANSACTION;
    // Orderers take whatever a member signed. Only a transaction that peers found valid is known to be well-formed.
    const actions = code === validCode && isCall ? actionsOf(data) : [];
    outcomes.push({ txId, code, result: actions.map(resultOf).join('') });
    const ours = actions.flatMap((action) => rwsetsOf(action, chaincode));
    // Its time is read only where it is ours: the time of any other transaction is what one member says.
    if (ours.length === 0) return;
    transactions.push({ tx, txId, time: secondsOf(channelHeader), writes: ours.flatMap(writesOf) });
  });
  return {
    number,
    hash: blockHash(number, previousHash, header.getDataHash_asU8()),
    previousHash,
    transactions,
    outcomes,
  };
}

function openEnvelope(bytes: Uint8Array): { channelHeader: common.ChannelHeader; data: Uint8Array } {
  const payload = common.Payload.deserializeBinary(
    common.Envelope.deserializeBinary(bytes).getPayload_asU8(),
  );
  const channelHeader = common.ChannelHeader.deserializeBinary(
    present(payload.getHeader()).getChannelHeader_asU8(),
  );
  return { channelHeader, data: payload.getData_asU8() };
}

/** Declared here because the types of `google-protobuf` are no part of what Fabric's package brings. */
function secondsOf(header: common.ChannelHeader): number {
  const timestamp: unknown = header.getTimestamp();
  return present(timestamp as { getSeconds(): number } | undefined).getSeconds();
}

function actionsOf(transaction: Uint8Array): peer.ChaincodeAction[] {
  return peer.Transaction.deserializeBinary(transaction)
    .getActionsList()
    .map((action) => peer.ChaincodeActionPayload.deserializeBinary(action.getPayload_asU8()))
    .map((payload) => present(payload.getAction()).getProposalResponsePayload_asU8())
    .map((bytes) => peer.ProposalResponsePayload.deserializeBinary(bytes).getExtension_asU8())
    .map((bytes) => peer.ChaincodeAction.deserializeBinary(bytes));
}

/** What the action read and wrote in the chaincode's namespace; none where it is of another chaincode. */
function rwsetsOf(action: peer.ChaincodeAction, chaincode: string): ledger.rwset.kvrwset.KVRWSet[] {
  return ledger.rwset.TxReadWriteSet.deserializeBinary(action.getResults_asU8())
    .getNsRwsetList()
    .filter((set) => set.getNamespace() === chaincode)
    .map((set) => ledger.rwset.kvrwset.KVRWSet.deserializeBinary(set.getRwset_asU8()));
}

/** Our chaincode deletes nothing. A deletion is ignored: what is on the ledger is never taken away. */
function writesOf(set: ledger.rwset.kvrwset.KVRWSet): KeyWrite[] {
  return set
    .getWritesList()
    .filter((write) => !write.getIsDelete())
    .map((write) => ({ key: write.getKey(), value: write.getValue_asU8() }));
}

function resultOf(action: peer.ChaincodeAction): string {
  return Buffer.from(action.getResponse()?.getPayload_asU8() ?? []).toString('utf8');
}

function present<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('A block from the peer lacks a part that every block has.');
  return part;
}
