import type { Place } from './state.js';

/** A correction of a fact, in ledger order. The first that is neither without effect nor revoked takes effect. */
export interface Fix {
  readonly id: string;
  /** A fact that it would have taken out of its order when it came: so it has no effect, whatever comes later. */
  readonly inUse?: string;
  readonly revoked?: true;
}

/** What a record contributes to its group. `body` holds the members of its kind that the fold needs (see `kinds/`). */
export interface Fact<Body = unknown> {
  readonly at: number;
  readonly body: Body;
  readonly fixes?: readonly Fix[];
  /** Record id; a replacement has that of its correction. */
  readonly id: string;
  readonly issuer: string;
  /** Target of the correction that brought this replacement. */
  readonly of?: string;
  /** The issuer's organisation when it stated this. */
  readonly org: string;
  /** A replacement inherits its target's. */
  readonly place: Place;
  /** Authority within the conflict group: the lower counts before the higher, whenever it came. */
  readonly rank: number;
  /** Signed by a key that is revoked from a block at or before this fact's. */
  readonly revoked?: true;
}

/** Members in sorted order, as everywhere in state. */
export function withFixes<B>(fact: Fact<B>, fixes: readonly Fix[]): Fact<B> {
  const { at, body, id, issuer, of, org, place, rank, revoked } = fact;
  return {
    at,
    body,
    fixes,
    id,
    issuer,
    ...(of === undefined ? {} : { of }),
    org,
    place,
    rank,
    ...(revoked === undefined ? {} : { revoked }),
  };
}

/** Names a group: facts kept together because they are judged together. `key` is its document's key. */
export interface GroupRef<G extends GroupName = GroupName> {
  readonly kind: G;
  readonly seller: string;
  readonly key: string;
}

export type GroupName = 'order' | 'inspection' | 'case' | 'certificate' | 'identity' | 'reply';

export function orderGroup(seller: string, order: string): GroupRef<'order'> {
  return { kind: 'order', seller, key: `order/${seller}/${order}` };
}

export function certificateGroup(
  seller: string,
  issuer: string,
  certificate: string,
): GroupRef<'certificate'> {
  return { kind: 'certificate', seller, key: `certificate/${seller}/${issuer}/${certificate}` };
}

/** Replies about one seller to one record: those of others do not attach to it. */
export function replyGroup(seller: string, target: string): GroupRef<'reply'> {
  return { kind: 'reply', seller, key: `reply/${seller}/${target}` };
}
