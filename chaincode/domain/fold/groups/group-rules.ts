import type { Count } from '../counters.js';
import type { GroupName, GroupRef } from '../fact.js';
import type { Flags, GroupDoc, Variant } from '../group.js';
import type { CountedReview } from '../reviewers.js';
import type { FoldState } from '../state.js';

/** What a group adds to its seller's counters. */
export interface Contribution {
  readonly counts: readonly Count[];
  readonly reviews?: readonly CountedReview[];
}

/** How the facts of one group are judged together. `B`: the bodies of all kinds that lie in it. */
export interface GroupRules<G extends GroupName, B> {
  /** Whether it takes only so many facts of one issuer. */
  readonly isLimited: boolean;
  readonly contribution: (doc: GroupDoc<B>, variant: Variant, ref: GroupRef<G>) => Contribution;
  /** Why facts do not count. */
  readonly flags: (doc: GroupDoc<B>, ref: GroupRef<G>) => Flags;
  /** Brings what an aggregate says of the group, besides counters, from what it was to what it is now. */
  readonly settle: (state: FoldState, ref: GroupRef<G>, before: GroupDoc<B>, now: GroupDoc<B>) => void;
}

const noContribution: Contribution = { counts: [] };
/** The `contribution` of groups that change no counter. */
export const nothingCounted = (): Contribution => noContribution;
/** The `settle` of groups of which an aggregate shows counters only. */
export const nothingBesides = (): void => undefined;
