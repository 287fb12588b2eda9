import type { Trust } from '../../../chaincode/domain/proofs/checkpoint.js';

type Outsiders = Pick<Trust, 'quorum' | 'witnesses'>;

/** How many outsiders have seen a checkpoint, in words. */
export const witnessedText = (seen: number, { quorum = 0, witnesses = [] }: Outsiders): string =>
  witnesses.length === 0
    ? 'the trust list names no outside witnesses'
    : `seen by ${seen} of ${witnesses.length} outside witnesses; quorum ${quorum}`;

/** What a reader should know where they are fewer than the trust list asks for; undefined where they are not. */
export const quorumNotice = (seen: number, { quorum = 0 }: Pick<Outsiders, 'quorum'>): string | undefined =>
  seen < quorum
    ? `seen by ${seen} outside witnesses where the trust list asks for ${quorum}: somebody may have been shown another ledger`
    : undefined;
