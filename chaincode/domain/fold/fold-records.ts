import type { Sha256 } from '../ports.js';
import type { FactRecord, RecordKind } from '../records/index.js';
import { replacementOf } from '../records/replacement.js';
import { dayOf, parseTime } from '../time.js';
import { settleContests } from './contests.js';
import { applyCorrection, revokeCorrection, revokeFact } from './corrections.js';
import { factOf, groupOf } from './fact-of.js';
import { isFull, withFact } from './group.js';
import { isLimited } from './groups/index.js';
import { settleOrderCases } from './order-cases.js';
import { Round } from './round.js';
import { enterRecords } from './sellers.js';
import type { FoldState, Speaker, StatedRecord } from './state.js';

/** The records of a checked batch, in order. A client may fold only those about the sellers it looks at. */
export interface CheckedBatch {
  readonly id: string;
  readonly records: readonly StatedRecord[];
  /** Its key is revoked from this block or an earlier one: nothing in it counts. */
  readonly revoked: boolean;
}

/** States a batch's records at its place: record id = `<batch id>.<index>`. */
export function stateRecords(
  batch: string,
  [block, tx, index]: readonly [block: number, tx: number, index: number],
  speaker: Speaker,
  time: number,
  records: readonly FactRecord[],
): StatedRecord[] {
  return records.map((record, line) => ({
    id: `${batch}.${line}`,
    place: [block, tx, index, line],
    record,
    speaker,
    time,
  }));
}

/** Folds the records of one batch: the aggregates of all sellers concerned are then up to date. */
export function foldRecords(state: FoldState, sha256: Sha256, batch: CheckedBatch): void {
  enterBySeller(state, sha256, batch);
  const round = new Round(state);
  for (const record of batch.records) applyRecord(round, record);
  if (batch.revoked) revoke(round, batch.records);
  settleCases(round);
  round.finish();
}

/** Brings a record to its group, or a correction to that of its target. */
export function applyRecord(round: Round, record: StatedRecord): void {
  const ref = groupOf(record.record, record.speaker.id);
  if (ref === undefined) applyCorrection(round, record);
  else if (!isLimited(ref) || !isFull(round.group(ref), record.speaker.id))
    round.change(ref, (doc) => withFact(doc, factOf(record)));
}

/** Takes the records of a batch out of account, as if never stated; the record chain and newest day remain. */
export function revokeRecords(state: FoldState, stated: readonly StatedRecord[]): void {
  const round = new Round(state);
  revoke(round, stated);
  settleCases(round);
  round.finish();
}

/** Carries what cases that have changed say to the groups that they are about. */
export function settleCases(round: Round): void {
  const changed = [...round.changedCases()];
  settleContests(round, changed);
  settleOrderCases(round, changed);
}

function revoke(round: Round, stated: readonly StatedRecord[]): void {
  for (const record of stated) {
    if (record.record.kind === 'correction') revokeCorrection(round, record);
    else revokeFact(round, record);
  }
}

function enterBySeller(state: FoldState, sha256: Sha256, batch: CheckedBatch): void {
  const bySeller = new Map<string, { id: string; line: number; kind: RecordKind }[]>();
  const newest = new Map<string, number>();
  for (const { id, record, place } of batch.records) {
    const [, , , line] = place;
    const { seller } = record;
    const entry = { id, line, kind: record.kind };
    const entries = bySeller.get(seller);
    if (entries === undefined) bySeller.set(seller, [entry]);
    else entries.push(entry);
    newest.set(seller, Math.max(newest.get(seller) ?? 0, newestDayOf(record)));
  }
  for (const [seller, entries] of bySeller)
    enterRecords(state, sha256, seller, entries, batch.id, newest.get(seller) ?? 0);
}

/** The day a record says something happened on. When a mistake was found moves no window; its replacement may. */
function newestDayOf(record: FactRecord): number {
  if (record.kind !== 'correction') return dayOf(parseTime(record.at) ?? 0);
  const at = replacementOf(record)?.at;
  return at === undefined ? 0 : dayOf(parseTime(at) ?? 0);
}
