import type { BadgeSubject } from '../../../chaincode/domain/badge/types.js';
import type { ConsortiumState } from '../../../chaincode/domain/consortium/document.js';
import type { PublicAggregate } from '../../../chaincode/domain/fold/aggregate.js';
import type { Reason } from '../../../chaincode/domain/score/types.js';

/** `unchecked`: nothing was shown either way, and it must never look like `valid`. */
export type State = 'valid' | 'valid-with-notice' | 'expired' | 'revoked' | 'unchecked' | 'forged';

/** Stable codes; `reason` says the same in words for a reader without the context. */
export interface Finding {
  readonly code: string;
  readonly reason: string;
}

export interface Check extends Finding {
  readonly name: CheckName;
  readonly outcome: 'passed' | 'failed' | 'skipped' | 'notice';
}

/** In the order they are made; a check that fails ends the list. */
export type CheckName =
  'form' | 'issuer' | 'checkpoint' | 'versions' | 'map' | 'score' | 'time' | 'history' | 'subject' | 'status';

/** What a reader has seen of the ledger before: a later view must extend it. */
export interface Seen {
  readonly ledger: string;
  readonly size: number;
  /** Lower-case hex. */
  readonly root: string;
  readonly epoch: number;
}

export interface BadgeContent {
  readonly subject: BadgeSubject;
  /** Why the score is what it is, computed here. Without a score, one that is of a component names a fault. */
  readonly reasons: readonly Reason[];
  readonly aggregate: PublicAggregate;
  readonly consortium: ConsortiumState;
  /** URL of the issuing organisation, and its id. */
  readonly issuer: { readonly id: string; readonly url: string };
  /** Organisations whose signatures on the checkpoint hold, and trusted ones that did not sign. */
  readonly cosigned: readonly string[];
  readonly absent: readonly string[];
  /** Names of the trust list's witnesses that have seen the checkpoint, and of the others. */
  readonly witnessed: readonly string[];
  readonly unwitnessed: readonly string[];
  /** How many witnesses the trust list asks for. */
  readonly quorum: number;
  /** RFC 3339. */
  readonly validFrom: string;
  readonly validUntil: string;
}

export interface Verdict extends Finding {
  readonly state: State;
  readonly notices: readonly Finding[];
  readonly checks: readonly Check[];
  /** What it says: only where its signature and proofs hold. */
  readonly badge?: BadgeContent;
  /** To keep, and to give as `lastSeen` the next time: the newest state that is known to follow from the one given. */
  readonly seen?: Seen;
}

/** Ends the checking: the badge is not valid. */
export class Failed extends Error {
  constructor(
    readonly state: Exclude<State, 'valid' | 'valid-with-notice'>,
    readonly code: string,
    reason: string,
  ) {
    super(reason);
  }
}
