import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import { columnsOf } from '../../forms/columns.js';
import { wordsIn } from './look.js';
import type { MapDraft } from './map-draft.js';

/** What shops write, by the record's word. */
const usual: Readonly<Record<string, string>> = {
  shipped: 'dispatched',
  sent: 'dispatched',
  fulfilled: 'dispatched',
  complete: 'delivered',
  completed: 'delivered',
  canceled: 'cancelled',
  refund: 'refunded',
  charge: 'settled',
  paid: 'settled',
  dispute: 'chargeback',
  pos: 'in-store',
  website: 'web',
  online: 'web',
  company: 'organisation',
  organization: 'organisation',
  factory: 'facility',
  site: 'facility',
};

const wordsMax = 30;

/** A table for the words of a column that has a list of them. */
export function draftWords(
  draft: MapDraft,
  kind: RecordKind,
  name: string,
  { at, cells }: { readonly at: readonly (string | number)[]; readonly cells: readonly string[] },
): void {
  if (name === 'scheme') {
    draftSchemes(draft, at, cells);
    return;
  }
  const choices = columnsOf(kind).find((column) => column.name === name)?.choices;
  const [first] = choices ?? [];
  if (choices === undefined || first === undefined) return;
  const strange = wordsIn(cells).filter((word) => !choices.includes(word));
  for (const word of strange.slice(0, wordsMax)) {
    const low = word.trim().toLowerCase();
    const becomes =
      choices.find((choice) => choice === low) ?? choices.find((choice) => choice === usual[low]);
    const path = [...at, 'values', name, word];
    if (becomes !== undefined) draft.put(path, becomes);
    else draft.leaveOpen(path, first, `one of ${choices.join(', ')}; or "" for none`, [name]);
  }
  if (strange.length > wordsMax) {
    draft.leaveOpen(
      [...at, 'values', name, '*'],
      first,
      `there are ${strange.length} words; what all others mean`,
      [name],
    );
  }
}

function draftSchemes(draft: MapDraft, at: readonly (string | number)[], cells: readonly string[]): void {
  const strange = wordsIn(cells).filter((word) => !/^[a-z0-9][a-z0-9.-]{0,63}$/.test(word));
  for (const word of strange.slice(0, wordsMax)) {
    const note = 'the scheme as the ledger names it, as iso-9001';
    draft.leaveOpen([...at, 'values', 'scheme', word], 'x', note, ['scheme']);
  }
}
