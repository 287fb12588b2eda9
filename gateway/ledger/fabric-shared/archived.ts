import { createHash } from 'node:crypto';
import { common } from '@hyperledger/fabric-protos';
import { equalBytes } from '../../../chaincode/domain/bytes.js';
import type { ArchivedBlock, CommittedBlock } from '../port.js';
import { decodeBlock } from './block-decoder.js';

/**
 * Reads blocks of a channel again, in order from block 0 on, whoever hands them over: data by the header, each block by the one before. Not
 * covered by any hash are a block's metadata: orderers' signatures, which only the channel's certificates show to be theirs,
 * and each transaction's validation code, which every peer finds by itself.
 * The function that it gives throws Error with what is wrong.
 */
export function archivedReader(
  chaincode: string,
): (number: number, archived: ArchivedBlock) => CommittedBlock {
  let previous: Uint8Array = new Uint8Array();
  return (number, { block, values }) => {
    const decoded = decodeBlock(block, chaincode);
    const what = `block ${number}`;
    if (decoded.number !== number) throw new Error(`${what} carries another number`);
    if (values.length > 0) throw new Error(`${what} has values beside it`);
    if (!equalBytes(decoded.previousHash, previous))
      throw new Error(`${what} does not follow from the block before it`);
    if (!dataHashHolds(block)) throw new Error(`${what} does not match its data hash`);
    previous = decoded.hash;
    const { hash, transactions } = decoded;
    return { number, hash, transactions };
  };
}

/** Source: Fabric, protoutil/blockutils.go, ComputeBlockDataHash: SHA-256 over all envelopes, one behind the other. */
function dataHashHolds(bytes: Uint8Array): boolean {
  const block = common.Block.deserializeBinary(bytes);
  const hash = createHash('sha256');
  for (const envelope of block.getData()?.getDataList_asU8() ?? []) hash.update(envelope);
  return equalBytes(block.getHeader()?.getDataHash_asU8() ?? new Uint8Array(), hash.digest());
}
