import type { Trust } from '../../../chaincode/domain/proofs/checkpoint.js';

/** How many outsiders have seen a checkpoint, in words. */
export const witnessedText = (
  seen: number,
  { quorum = 0, witnesses = [] }: Pick<Trust, 'quorum' | 'witnesses'>,
): string =>
  witnesses.length === 0
    ? 'the trust list names no outside witnesses'
    : `seen by ${seen} of ${witnesses.length} outside witnesses; quorum ${quorum}`;
