import type { Seal } from '../../../chaincode/domain/checkpoints/statement.js';
import { entryBundle, tileWidth, type Tile } from '../../../chaincode/domain/tlog/tile.js';
import type { EpochView, Proofs } from '../../projection/proofs-port.js';
import type { Caller } from '../common/caller.js';
import type { Sealer } from './sealer.js';
import type { Checkpoints } from '../common/checkpoints.js';
import { ServiceError, notFound } from '../common/service-error.js';

export type { EpochView };

const foldWaitMs = 10_000;

/** Epochs, and the log as outsiders read it. All of it is public. */
export class Epochs {
  readonly #proofs: Proofs;
  readonly #sealer: Pick<Sealer, 'seal'>;
  readonly #checkpoints: Checkpoints;

  constructor(proofs: Proofs, sealer: Pick<Sealer, 'seal'>, checkpoints: Checkpoints) {
    this.#proofs = proofs;
    this.#sealer = sealer;
    this.#checkpoints = checkpoints;
  }

  /** Throws ServiceError `not_found`. */
  epoch(n: number): EpochView {
    const epoch = this.#proofs.epoch(n);
    if (epoch === undefined) throw notFound('epoch');
    return epoch;
  }

  newest(): EpochView {
    return this.epoch(this.#proofs.newestSeal()?.n ?? 0);
  }

  /** Undefined before the first Seal. */
  newestOrNone(): EpochView | undefined {
    return this.#proofs.epoch(this.#proofs.newestSeal()?.n ?? 0);
  }

  /** The newest epoch that k organisations agree on. Throws ServiceError `not_found` where there is none. */
  agreed(): EpochView & { readonly note: string } {
    const epoch = this.#proofs.agreed();
    if (epoch?.note === undefined) throw notFound('checkpoint that k organisations agree on');
    return { ...epoch, note: epoch.note };
  }

  /**
   * The newest agreed checkpoint with the organisations' signatures, and below them those of witnesses that have cosigned it
   * by now. Throws ServiceError `not_found`.
   */
  checkpoint(): string {
    const agreed = this.#checkpoints.agreed();
    if (agreed === undefined) throw notFound('checkpoint that k organisations agree on');
    return agreed.note;
  }

  /** How many witnesses have seen the newest agreed checkpoint. */
  seenBy(): number {
    return this.#checkpoints.agreed()?.witnesses ?? 0;
  }

  /** Ends the epoch for an organisation's administrator. Throws ServiceError, LedgerError. */
  seal(caller: Caller): Promise<Seal> {
    if (caller.type === 'anonymous')
      throw new ServiceError('signature_required', "Sign the request with the organisation's admin key.");
    if (caller.type !== 'administrator')
      throw new ServiceError('ring_too_low', "Only an organisation's admin key may seal.");
    return this.#sealer.seal(AbortSignal.timeout(foldWaitMs));
  }

  /** Bytes of a tile or of an entry bundle. Throws ServiceError `not_found` beyond the log's end. */
  tile({ level, index, width }: Tile): Uint8Array {
    if (level !== 'entries') {
      const hashes = this.#proofs.tile(level, index);
      if (hashes.length < width * 32) throw notFound('tile');
      return hashes.subarray(0, width * 32);
    }
    const from = index * tileWidth;
    if (from + width > this.#proofs.logSize()) throw notFound('bundle');
    return entryBundle(this.#proofs.entries(from, from + width));
  }
}
