import type { Role } from '../../consortium/participant.js';
import type { RecordKind, RecordOf } from '../../records/index.js';
import { parseTime } from '../../time.js';
import type { Fact, GroupName, GroupRef } from '../fact.js';
import type { StatedRecord } from '../state.js';
import type { OrderTally } from './order-tally.js';

/** How the records of a kind `K` become facts: `B` is a fact's body, `G` the group it is judged in. */
export interface FoldedKind<K extends RecordKind, B extends { readonly kind: K }, G extends GroupName> {
  readonly group: (record: RecordOf<K>, issuer: string) => GroupRef<G>;
  /** The members the fold needs, in sorted order; times in seconds. */
  readonly body: (record: RecordOf<K>, stated: StatedRecord) => B;
  /** Roles, the highest authority first; an issuer that has none of them comes last. */
  readonly authority: (body: B) => readonly Role[];
  /** Whether a case may take such a fact out of account. Cases judge conduct, and nothing else. */
  readonly isContestable: boolean;
}

/** A kind whose facts are judged within an order, once one is stated. */
export interface OrderMember<K extends RecordKind, B extends { readonly kind: K }> extends FoldedKind<
  K,
  B,
  'order'
> {
  /** Names the facts of an order of which one counts. */
  readonly conflict: (body: B) => string;
  /** Adds a fact that counts. */
  readonly add: (fact: Fact<B>, tally: OrderTally) => void;
}

const noRoles: readonly Role[] = [];
/** No role knows better than another: the earliest counts. */
export const allEqual = (): readonly Role[] => noRoles;

/** A record in state has passed the batch check, so a time that is none is a broken invariant. */
export function seconds(time: string): number {
  const parsed = parseTime(time);
  if (parsed === undefined) throw new Error('a folded record holds a time that does not exist');
  return parsed;
}
