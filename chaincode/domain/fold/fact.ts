import type { Place } from './state.js';

/** A correction of a fact, in ledger order. The first whose key is not revoked takes effect. */
export interface Fix {
  readonly id: string;
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
  /** A replacement inherits its target's. */
  readonly place: Place;
  /** Authority within the conflict group: the lower counts before the higher, whenever it came. */
  readonly rank: number;
  /** Signed by a key that is revoked from a block at or before this fact's. */
  readonly revoked?: true;
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
