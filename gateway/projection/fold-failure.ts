import { DoesNotFollow } from '../../chaincode/domain/fold/does-not-follow.js';
import { RootDisagrees } from './root-disagrees.js';

/** Failures that a person has to look into: the ledger or the consortium is not what it should be. */
export type FoldFailure = DoesNotFollow | RootDisagrees;

export const isFoldFailure = (failure: unknown): failure is FoldFailure =>
  failure instanceof DoesNotFollow || failure instanceof RootDisagrees;

/**
 * What lies here may be damaged, and the ledger sound: then folding all anew mends it. If not, the same comes of it again, and
 * who folded for ever would look alive.
 */
export class MendedOnce {
  /** The epoch whose roots did not agree when all was folded anew last. */
  #epoch = 0;
  /** The block that did not follow when all was folded anew last. */
  #block = -1;

  /** Whether to fold all anew because of this failure: once for each epoch, and for each block. */
  mayMend(failure: FoldFailure): boolean {
    if (failure instanceof RootDisagrees) {
      if (failure.epoch <= this.#epoch) return false;
      this.#epoch = failure.epoch;
    } else {
      if (failure.block <= this.#block) return false;
      this.#block = failure.block;
    }
    return true;
  }
}
