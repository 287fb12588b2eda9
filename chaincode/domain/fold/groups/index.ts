import type { GroupName, GroupRef } from '../fact.js';
import { type Flags, type GroupDoc, type Variant, emptyGroup } from '../group.js';
import type { BodyOf, KindIn } from '../kinds/index.js';
import { type FoldState, load } from '../state.js';
import { cases } from './case.js';
import { certificates } from './certificate.js';
import type { Contribution, GroupRules } from './group-rules.js';
import { identities } from './identity.js';
import { inspections } from './inspection.js';
import { orders } from './order.js';
import { replies } from './reply.js';

export type BodyIn<G extends GroupName> = BodyOf<KindIn<G>>;

/** The rules of every group. A kind that joins a group must be known to the group's rules. */
const groupRules: { readonly [G in GroupName]: GroupRules<G, BodyIn<G>> } = {
  order: orders,
  inspection: inspections,
  case: cases,
  certificate: certificates,
  identity: identities,
  reply: replies,
};

/** Whether a group takes only so many facts of one issuer. */
export const isLimited = ({ kind }: GroupRef): boolean => groupRules[kind].isLimited;

export function contributionOf<G extends GroupName>(
  ref: GroupRef<G>,
  doc: GroupDoc<BodyIn<G>>,
  variant: Variant,
): Contribution {
  return groupRules[ref.kind].contribution(doc, variant, ref);
}

export function flagsOf<G extends GroupName>(ref: GroupRef<G>, doc: GroupDoc<BodyIn<G>>): Flags {
  return groupRules[ref.kind].flags(doc, ref);
}

export function settleGroup<G extends GroupName>(
  state: FoldState,
  ref: GroupRef<G>,
  before: GroupDoc<BodyIn<G>>,
  now: GroupDoc<BodyIn<G>>,
): void {
  groupRules[ref.kind].settle(state, ref, before, now);
}

/** Reads a group's document; an empty one where nothing was stated. */
export function groupAt<G extends GroupName>(
  state: Pick<FoldState, 'get'>,
  ref: GroupRef<G>,
): GroupDoc<BodyIn<G>> {
  return load<GroupDoc<BodyIn<G>>>(state, ref.key) ?? emptyGroup;
}
