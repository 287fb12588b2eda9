import {
  encodeBlock,
  encodeHeader,
  encodeTransactions,
  sha256Hex,
  type BlockSignature,
  type TransactionRecord,
  type ValidationCode,
} from './block.js';
import { encodeHead, type Head } from './database.js';
import { blockKey, encodeStateEntry, headKey, stateKey, valueKey } from './layout.js';
import type { CommittedBlock } from '../port.js';
import type { Simulation } from './simulate.js';

export interface Judged {
  readonly simulation: Simulation;
  readonly code: ValidationCode;
}

export interface Put {
  readonly key: Buffer;
  readonly value: Buffer;
}

export interface BuiltBlock {
  readonly head: Head;
  /** Everything the block changes, for one atomic level batch. */
  readonly puts: Put[];
  readonly committed: CommittedBlock;
}

/** Makes the block that follows `head` out of judged transactions. */
export async function buildBlock(
  head: Head,
  judged: readonly Judged[],
  sign: (headerBytes: Buffer) => Promise<BlockSignature[]>,
): Promise<BuiltBlock> {
  const number = head.height;
  const records = judged.map(recordOf);
  const data = encodeTransactions(records);
  const headerBytes = encodeHeader({ dataHash: sha256Hex(data), number, previousHash: head.hash });
  const hash = sha256Hex(headerBytes);
  const next: Head = {
    hash,
    height: number + 1,
    time: records.reduce((latest, { time }) => Math.max(latest, time), head.time),
  };
  const block = encodeBlock(headerBytes, await sign(headerBytes), data);
  const puts: Put[] = [
    { key: headKey, value: encodeHead(next) },
    { key: blockKey(number), value: block },
  ];
  // The key's last valid write wins: level applies a batch in order.
  judged.forEach(({ simulation, code }, tx) => {
    if (code !== 'VALID') return;
    simulation.record.writes.forEach((write, index) => {
      const version = { block: number, tx };
      const value = simulation.values[index] as Buffer;
      const inline = write.value === undefined ? {} : { inline: value };
      if (write.value === undefined) puts.push({ key: valueKey(version, index), value });
      puts.push({
        key: stateKey(write.key),
        value: encodeStateEntry({
          version,
          write: index,
          digest: Buffer.from(write.digest, 'hex'),
          ...inline,
        }),
      });
    });
  });
  return { head: next, puts, committed: committedBlock(number, hash, judged) };
}

/** What followers see: valid transactions with their writes. */
function committedBlock(number: number, hash: string, judged: readonly Judged[]): CommittedBlock {
  return {
    number,
    hash: Buffer.from(hash, 'hex'),
    transactions: judged.flatMap(({ simulation, code }, tx) =>
      code !== 'VALID'
        ? []
        : {
            tx,
            txId: simulation.record.txId,
            time: simulation.record.time,
            writes: simulation.record.writes.map(({ key }, i) => ({
              key,
              value: simulation.values[i] as Buffer,
            })),
          },
    ),
  };
}

function recordOf({ simulation, code }: Judged): TransactionRecord {
  return { ...simulation.record, code };
}
