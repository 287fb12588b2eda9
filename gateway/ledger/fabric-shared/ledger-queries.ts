import { common, peer } from '@hyperledger/fabric-protos';
import type { Committed } from '../port.js';
import { decodeBlock, validCode, type DecodedBlock } from './block-decoder.js';
import { commitFailure } from './failure.js';

/** `qscc` tells of blocks, `cscc` of the channel's configuration, `_lifecycle` of chaincodes. */
export type SystemChaincode = 'qscc' | 'cscc' | '_lifecycle';

/** Asks a system chaincode of the own peer. */
export type SystemQuery = (
  chaincode: SystemChaincode,
  name: string,
  ...args: readonly string[]
) => Promise<Uint8Array>;

const blocksKept = 8;

/** What a peer tells of its chain through its system chaincodes. */
export class LedgerQueries {
  /** The blocks asked for last. Followers ask for the same ones as submitters that look for their transaction's place. */
  readonly #recent = new Map<number, Promise<DecodedBlock>>();

  readonly #ask: SystemQuery;
  readonly #channel: string;
  readonly #chaincode: string;

  constructor(ask: SystemQuery, channel: string, chaincode: string) {
    this.#ask = ask;
    this.#channel = channel;
    this.#chaincode = chaincode;
  }

  async height(): Promise<number> {
    return common.BlockchainInfo.deserializeBinary(
      await this.#ask('qscc', 'GetChainInfo', this.#channel),
    ).getHeight();
  }

  block(number: number): Promise<DecodedBlock> {
    const known = this.#recent.get(number);
    if (known) return known;
    const asked = this.#fetch(number);
    this.#recent.set(number, asked);
    asked.catch(() => this.#recent.delete(number));
    const [oldest] = this.#recent.keys();
    if (this.#recent.size > blocksKept && oldest !== undefined) this.#recent.delete(oldest);
    return asked;
  }

  async #fetch(number: number): Promise<DecodedBlock> {
    return decodeBlock(await this.bytes(number), this.#chaincode);
  }

  /** A block as the peer keeps it. */
  bytes(number: number): Promise<Uint8Array> {
    return this.#ask('qscc', 'GetBlockByNumber', this.#channel, String(number));
  }

  /** Sequence, version and approvals of the chaincode's definition. Throws where none is committed. */
  async definition(): Promise<string> {
    const asked = new peer.lifecycle.QueryChaincodeDefinitionArgs();
    asked.setName(this.#chaincode);
    // Shorter than 128 bytes, so that it is also a text.
    const args = Buffer.from(asked.serializeBinary()).toString('latin1');
    const found = peer.lifecycle.QueryChaincodeDefinitionResult.deserializeBinary(
      await this.#ask('_lifecycle', 'QueryChaincodeDefinition', args),
    );
    return `sequence ${found.getSequence()}, version ${found.getVersion()}`;
  }

  /**
   * How a transaction was committed. Undefined where the peer has not seen it (it may still come) or does not answer.
   * @throws SubmitFailure where it was committed as invalid.
   */
  async committed(txId: string): Promise<Committed | undefined> {
    const bytes = await this.#ask('qscc', 'GetBlockByTxID', this.#channel, txId).catch(() => undefined);
    if (bytes === undefined) return undefined;
    const block = decodeBlock(bytes, this.#chaincode);
    // A member may put the id of another's transaction on one of its own; peers then refuse that one.
    const valid = block.outcomes.findIndex((outcome) => outcome.txId === txId && outcome.code === validCode);
    const tx = valid >= 0 ? valid : block.outcomes.findIndex((outcome) => outcome.txId === txId);
    const outcome = block.outcomes[tx];
    if (outcome === undefined) return undefined;
    if (outcome.code !== validCode) throw commitFailure(validationCodeName(outcome.code), txId);
    return { txId, block: block.number, tx, result: outcome.result };
  }
}

export function validationCodeName(code: number): string {
  const names = Object.entries(peer.TxValidationCode) as [string, number][];
  return names.find(([, value]) => value === code)?.[0] ?? `code ${code}`;
}
