import type { MessageKey } from '../../messages/en.js';

/** What a proof can be about; `browser/proof/kinds.ts` says how each is checked. */
export type ProofKind =
  | 'record'
  | 'certificate'
  | 'case'
  | 'consortium'
  | 'organisation'
  | 'participant'
  | 'policy'
  | 'proposal'
  | 'seal';

/** The proof that a page of evidence offers. */
export interface AskedProof {
  readonly kind: ProofKind;
  /** What it must be about: the id of the record, seller, … A proof of anything else does not count. */
  readonly subject: string;
  /** Path on this site where anyone gets it as JSON. */
  readonly path: string;
  /** What this proof shows and what it does not, in a sentence, where there is more to say of it than of any other. */
  readonly says?: MessageKey;
  /** The commands that check the same outside any browser, where there are any. */
  readonly command?: string;
  /** What of the subject the page speaks of, where it is a part of it. */
  readonly item?: string;
  /** What the page says, as data, where that changes with time: it is compared with what is proven. */
  readonly shown?: unknown;
}

/** What the card's script reads. */
export interface ProofPageData {
  readonly tag: string;
  readonly locale: string;
  readonly messages: Readonly<Record<string, string>>;
  readonly ledger: string;
  /** Names of the organisations by id. */
  readonly organisations: Readonly<Record<string, string>>;
  readonly proof: AskedProof;
}
