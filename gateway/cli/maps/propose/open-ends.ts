import type { MapDraft } from './map-draft.js';

/** What exports of a single shop do not say, and every record needs. */
export function openSeller(draft: MapDraft): void {
  draft.leaveOpen(
    ['constants', 'seller'],
    'platform.shop',
    'no heading says whose orders these are: a seller id, <your platform>.<number there>; or leave it out and give --seller',
    ['seller'],
  );
}

/** `said`: the promises that a heading says. */
export function openPromises(draft: MapDraft, said: readonly string[]): void {
  for (const [column, standIn, what] of [
    ['dispatchBy', 1, 'sent'],
    ['deliverBy', 1, 'delivered'],
  ] as const) {
    if (said.includes(column)) continue;
    const note = `days after the order, at whose end it is promised to be ${what}; or map a heading to ${column}`;
    draft.leaveOpen(['promises', column], standIn, note, [column]);
  }
}
