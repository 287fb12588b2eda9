import type { Role } from '../consortium/participant.js';
import type { FactRecord, RecordOf } from '../records/index.js';
import type { Fact, GroupName, GroupRef } from './fact.js';
import { seconds, type FoldedKind } from './kinds/folded-kind.js';
import { type BodyOf, type FactBody, type FactKind, foldedKinds, isFact } from './kinds/index.js';
import type { StatedRecord } from './state.js';

type Kinds = { readonly [K in FactKind]: FoldedKind<K, BodyOf<K>, GroupName> };
const kinds: Kinds = foldedKinds;

/** The group a record belongs to; undefined for corrections, which act on the group of their target. */
export function groupOf(record: FactRecord, issuer: string): GroupRef | undefined {
  return isFact(record) ? groupIn(record.kind, record, issuer) : undefined;
}

function groupIn<K extends FactKind>(kind: K, record: RecordOf<K>, issuer: string): GroupRef {
  return kinds[kind].group(record, issuer);
}

/** Reads a checked record as a fact. */
export function factOf(stated: StatedRecord): Fact<FactBody> {
  const { record, id, place, speaker } = stated;
  if (!isFact(record)) throw new Error('a correction is no fact of a group');
  const body: FactBody = bodyOf(record.kind, record, stated);
  const rank = rankOf(body.kind, body, speaker.roles);
  return { at: seconds(record.at), body, id, issuer: speaker.id, org: speaker.org, place, rank };
}

/** Reads the record that a correction brings: it takes its target's place. `stated`: the correction, with that record. */
export function replacementFact(
  stated: StatedRecord,
  target: Pick<StatedRecord, 'id' | 'place'>,
): Fact<FactBody> {
  const { at, body, id, issuer, org, rank } = factOf(stated);
  return { at, body, id, issuer, of: target.id, org, place: target.place, rank };
}

function bodyOf<K extends FactKind>(kind: K, record: RecordOf<K>, stated: StatedRecord): BodyOf<K> {
  return kinds[kind].body(record, stated);
}

function rankOf<K extends FactKind>(kind: K, body: BodyOf<K>, roles: readonly Role[]): number {
  const order = kinds[kind].authority(body);
  const best = order.findIndex((role) => roles.includes(role));
  return best === -1 ? order.length : best;
}

/** Cases judge conduct on these facts; who a seller is, and cases themselves, cannot be contested away. */
export function isContestable(record: FactRecord): boolean {
  return isFact(record) && kinds[record.kind].isContestable;
}
