import type { BadgeEvidence } from '../../../chaincode/domain/badge/types.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import { verifyCheckpoint } from '../../../chaincode/domain/proofs/checkpoint.js';
import type { ProofCrypto } from '../../../chaincode/domain/ports.js';
import { assertInMap } from '../../../chaincode/domain/proofs/inclusion.js';
import type { Checkpoint } from '../../../chaincode/domain/tlog/checkpoint.js';

/**
 * Checks evidence as its readers will, before it is signed. It comes from folded state, whose bytes no checksum guards: one
 * wrong bit there would put the organisation's name under a badge that all readers call forged.
 */
export class EvidenceCheck {
  /** The checkpoint whose signatures were found to hold last. All badges of an epoch have the same one. */
  #held: { readonly signed: string; readonly checkpoint: Checkpoint } | undefined;

  readonly #crypto: ProofCrypto;
  readonly #inForce: () => ConsortiumState | undefined;

  /** `inForce`: who changed keys since the Seal may have signed it with the new ones. */
  constructor(crypto: ProofCrypto, inForce: () => ConsortiumState | undefined) {
    this.#crypto = crypto;
    this.#inForce = inForce;
  }

  /** Throws Error. */
  async assert(evidence: BadgeEvidence): Promise<void> {
    const { certifiers, consortium, policy, seller } = evidence;
    try {
      const checkpoint = await this.#checkpoint(evidence);
      const version = consortium.value.policies['score'] ?? 0;
      for (const [key, { proof, value }] of [
        [`seller/${seller.value.public.seller}`, seller],
        ['consortium', consortium],
        [`policy/score/${version}`, policy],
        ...Object.entries(certifiers).map(([id, certifier]) => [`participant/${id}`, certifier] as const),
      ] as const)
        assertInMap(this.#crypto.sha256, checkpoint, { key, value, proof });
    } catch (cause) {
      throw new Error(
        'What is folded does not prove what the organisations agreed on: see docs/runbooks/damaged-store.md',
        { cause },
      );
    }
  }

  async #checkpoint({ checkpoint: signed, consortium }: BadgeEvidence): Promise<Checkpoint> {
    if (this.#held?.signed === signed) return this.#held.checkpoint;
    const agreed = (by: ConsortiumState) => verifyCheckpoint(this.#crypto, signed, by);
    const { checkpoint } = await agreed(this.#inForce() ?? consortium.value).catch(() =>
      agreed(consortium.value),
    );
    this.#held = { signed, checkpoint };
    return checkpoint;
  }
}
