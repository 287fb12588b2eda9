import { common, peer } from '@hyperledger/fabric-protos';
import type { Committed } from '../port.js';
import { decodeBlock, validCode, type DecodedBlock } from './block-decoder.js';
import { commitFailure } from './failure.js';

/** Asks a system chaincode of the own peer. */
export type SystemQuery = (name: string, ...args: readonly string[]) => Promise<Uint8Array>;

const blocksKept = 8;

/** What a peer tells of its chain through the system chaincode `qscc`. */
export class LedgerQueries {
  /** The blocks asked for last. Followers ask for the same ones as submitters that look for their transaction's place. */
  readonly #recent = new Map<number, Promise<DecodedBlock>>();

  readonly #qscc: SystemQuery;
  readonly #channel: string;
  readonly #chaincode: string;

  constructor(qscc: SystemQuery, channel: string, chaincode: string) {
    this.#qscc = qscc;
    this.#channel = channel;
    this.#chaincode = chaincode;
  }

  async height(): Promise<number> {
    return common.BlockchainInfo.deserializeBinary(
      await this.#qscc('GetChainInfo', this.#channel),
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
    return this.#qscc('GetBlockByNumber', this.#channel, String(number));
  }

  /**
   * How a transaction was committed. Undefined where the peer has not seen it (it may still come) or does not answer.
   * @throws SubmitFailure where it was committed as invalid.
   */
  async committed(txId: string): Promise<Committed | undefined> {
    const bytes = await this.#qscc('GetBlockByTxID', this.#channel, txId).catch(() => undefined);
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
