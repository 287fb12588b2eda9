import type { Participant } from '../consortium/participant.js';
import type { BatchDoc } from './batch-doc.js';
import { revokeRecords } from './fold-records.js';
import { entryAt, lengthOf, lists } from './list.js';
import { type FoldState, type StatedRecord, keys, load, save } from './state.js';

/** A key's holder, and the block from which on what it signed does not count. */
export interface KeyDoc {
  readonly from?: number;
  readonly participant: string;
}

/** Keeps whose the keys of a participant are, and from when on one that is revoked counts for nothing. */
export function foldKeys(state: FoldState, participant: Participant): void {
  for (const { kid, revoked } of participant.keys) {
    const known = load<KeyDoc>(state, keys.kid(kid));
    const from = revoked?.fromBlock;
    if (known?.participant === participant.id && known.from === from) continue;
    save(state, keys.kid(kid), { ...(from === undefined ? {} : { from }), participant: participant.id });
    if (from !== undefined) revokeSince(state, kid, from);
  }
}

/** Takes all that a stolen key signed from a block on out of account. */
function revokeSince(state: FoldState, kid: string, from: number): void {
  const list = lists.batchesOfKey(kid);
  for (let i = lengthOf(state, list) - 1; i >= 0; i--) {
    const id = entryAt<string>(state, list, i) as string;
    const batch = load<BatchDoc>(state, keys.batch(id)) as BatchDoc;
    if (batch.block < from) return;
    const stated: StatedRecord[] = [];
    for (let line = 0; line < batch.n; line++) stated.push(state.record(`${id}.${line}`) as StatedRecord);
    revokeRecords(state, stated);
  }
}
