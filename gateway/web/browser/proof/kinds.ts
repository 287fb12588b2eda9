import type { AgreedCheckpoint, Trust } from '../../../../chaincode/domain/proofs/checkpoint.js';
import type { ProofFailureCode } from '../../../../chaincode/domain/proofs/failure.js';
import { checkRecordProof, checkSellerProof } from '../../../sdk/client/proofs.js';
import type { Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import type { AskedProof, ProofKind } from '../../pages/proof/page-data.js';
import type { StepName } from '../../pages/proof/proof-view.js';

/** What a proof was found to show. */
export interface Proven {
  readonly agreed: AgreedCheckpoint;
  /** What it is about: compared with what the page asked for. */
  readonly subject: string;
  /** What is proven of that which the page shows and which changes with time: compared with `AskedProof.shown`. */
  readonly value?: unknown;
  /**
   * The same in words, for the page's element `#proven`: it replaces what the gateway wrote there.
   * `link` keeps the language that the visitor chose.
   */
  readonly said?: (t: Translator, link: (path: string) => string) => Markup;
}

/** How proofs of one kind are checked. */
interface CheckedKind {
  /** In the order in which they are made, after those of the checkpoint; each with the code of its failure. */
  readonly steps: readonly (readonly [step: StepName, code: ProofFailureCode])[];
  /** Throws ProofFailure; ClientError where this browser cannot check signatures. */
  readonly check: (proof: unknown, trust: Trust, asked: AskedProof) => Promise<Proven>;
}

export const kinds: Readonly<Record<ProofKind, CheckedKind>> = {
  record: {
    steps: [
      ['batch', 'not_in_batch'],
      ['log', 'not_in_log'],
      ['issuer', 'not_in_map'],
      ['signature', 'signature_invalid'],
    ],
    async check(proof, trust) {
      const agreed = await checkRecordProof(proof, trust);
      return { agreed, subject: agreed.id };
    },
  },
  seller: {
    steps: [['map', 'not_in_map']],
    async check(proof, trust) {
      const agreed = await checkSellerProof(proof, trust);
      return { agreed, subject: agreed.seller };
    },
  },
};
