import type { FactRecord } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { judgeCorrection } from './corrections.js';
import { groupOf } from './fact-of.js';
import { type GroupRef, orderGroup, replyGroup } from './fact.js';
import { type Flag, effectiveFix } from './group.js';
import { flagsOf, groupAt } from './groups/index.js';
import { reduceOrder } from './groups/order.js';
import { reduceReply } from './groups/reply.js';
import type { FoldState, StatedRecord } from './state.js';

type Reader = Pick<FoldState, 'get' | 'record'>;

/** Why a record does not count; undefined where it does. Judged by the same functions that count. */
export function flagOf(state: Reader, stated: StatedRecord): Flag | undefined {
  const ref = groupOf(stated.record, stated.speaker.id);
  if (ref === undefined) return flagOfCorrection(state, stated);
  const doc = groupAt(state, ref);
  return doc.facts.some(({ id }) => id === stated.id)
    ? (flagsOf(ref, doc).get(stated.id) ?? flagOfReply(state, stated.record))
    : { because: 'too_many' };
}

/** Record id of the reply that counts to a record. */
export function replyTo(state: Reader, { id, record }: StatedRecord): string | undefined {
  return reduceReply(groupAt(state, replyGroup(record.seller, id))).counted;
}

/** Participants that may state facts about the order a record belongs to, sorted; none for other records. */
export function partiesOf(state: Reader, record: FactRecord): readonly string[] {
  const ref = groupOf(record, '');
  if (ref === undefined || !isOrder(ref)) return [];
  return reduceOrder(groupAt(state, ref), { withoutContested: false }).parties;
}

export interface StandingOrder {
  /** Whose statement of the order counts. */
  readonly issuer: string;
  /** When it was accepted, seconds. */
  readonly at: number;
  /** Participants that may state facts about it, sorted. */
  readonly parties: readonly string[];
}

/** An order as it stands; undefined where nobody states it, or its statements were taken back. */
export function orderOf(state: Reader, seller: string, order: string): StandingOrder | undefined {
  const doc = groupAt(state, orderGroup(seller, order));
  const { flags, parties } = reduceOrder(doc, { withoutContested: false });
  const statement = doc.facts.find(({ body, id }) => body.kind === 'order' && !flags.has(id));
  return statement && { issuer: statement.issuer, at: statement.at, parties };
}

const isOrder = (ref: GroupRef): ref is GroupRef<'order'> => ref.kind === 'order';

/** Ids of all records of an order: its facts, their corrections, and the replies to any of them that count. */
export function recordsOfOrder(state: Reader, seller: string, order: string): readonly string[] {
  const { facts } = groupAt(state, orderGroup(seller, order));
  const stated = facts.flatMap(({ fixes = [], id }) => [id, ...fixes.map((fix) => fix.id)]);
  const replies = stated.flatMap((id) => reduceReply(groupAt(state, replyGroup(seller, id))).counted ?? []);
  return [...new Set([...stated, ...replies])];
}

function flagOfCorrection(state: Reader, stated: StatedRecord): Flag | undefined {
  const judged = judgeCorrection(state, stated);
  if (judged.flag !== undefined) return judged.flag;
  const fact = groupAt(state, judged.home).facts.find(({ id }) => id === judged.target.id);
  const fix = fact?.fixes?.find(({ id }) => id === stated.id);
  if (fix?.revoked) return { because: 'key_revoked' };
  if (fact === undefined || fact.revoked) return { because: 'target_missing' };
  if (fix?.inUse !== undefined) return { because: 'order_in_use', by: fix.inUse };
  const inForce = effectiveFix(fact);
  if (fix === undefined && inForce === undefined) return { because: 'too_many' };
  if (inForce !== undefined && inForce !== stated.id) return { because: 'already_corrected', by: inForce };
  return replacementFlag(state, stated);
}

/** A seller answers what was stated about it, and nothing else. */
function flagOfReply(state: Reader, record: FactRecord): Flag | undefined {
  if (record.kind !== 'reply') return undefined;
  const target = state.record(record.target);
  if (target === undefined) return { because: 'target_missing' };
  if (target.record.seller === record.seller) return undefined;
  return { because: 'target_not_about_seller', by: target.id };
}

/** A correction whose replacement lost its own conflict group shows that. */
function replacementFlag(state: Reader, stated: StatedRecord): Flag | undefined {
  const replacement = stated.record.kind === 'correction' ? replacementOf(stated.record) : undefined;
  const ref = replacement && groupOf(replacement, stated.speaker.id);
  return ref && (flagsOf(ref, groupAt(state, ref)).get(stated.id) ?? flagOfReply(state, replacement));
}
