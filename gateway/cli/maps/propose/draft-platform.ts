import { draftReading } from './draft-reading.js';
import { draftWords } from './draft-words.js';
import { meaningsOf, type Meaning } from './heading-words.js';
import { areSellerIds } from './look.js';
import { MapDraft } from './map-draft.js';
import { openPromises, openSeller } from './open-ends.js';
import { cellsUnder, type Sample } from './sample.js';

/** The records that a time of an export is a sign of. */
const steps = [
  ['dispatched', 'dispatched'],
  ['delivered', 'delivered'],
  ['cancelled', 'cancelled'],
  ['returned', 'returned'],
] as const satisfies readonly (readonly [Meaning, string])[];

/** Of the order alone. */
const ofOrder = [
  ['amount', 'value.amount'],
  ['currency', 'value.currency'],
  ['country', 'country'],
  ['dispatchBy', 'dispatchBy'],
  ['deliverBy', 'deliverBy'],
  ['channel', 'channel'],
  ['tracking', 'carrier.reference'],
] as const satisfies readonly (readonly [Meaning, string])[];

/**
 * A map for the export of a marketplace or shop, of what its headings say; undefined where no heading says which order a row is
 * about, and when it was placed.
 */
export function draftPlatform(sample: Sample): MapDraft | undefined {
  const heading = (meaning: Meaning): string | undefined =>
    sample.headings.find((one) => meaningsOf(one).includes(meaning));
  const [number, ordered] = [heading('number'), heading('ordered') ?? heading('date')];
  if (number === undefined || ordered === undefined) return undefined;
  const draft = new MapDraft();
  const stepHeadings = steps.flatMap(([meaning]) => heading(meaning) ?? []);
  const promised = (['dispatchBy', 'deliverBy'] as const).filter((one) => heading(one) !== undefined);
  draftReading(draft, sample, {
    times: [ordered, ...stepHeadings, ...promised.flatMap((one) => heading(one) ?? [])],
    ofHours: true,
    daysNeedZone: true,
    amounts: [heading('amount') ?? []].flat(),
    countries: [heading('country') ?? []].flat(),
  });
  draft.put(['key'], [number], 'Rows with the same cell here are about one order.');
  draft.put(['columns', number], 'number');
  const shop = heading('shop');
  if (shop !== undefined)
    draft.put(['columns', shop], areSellerIds(cellsUnder(sample, [shop])) ? 'seller' : 'shop');
  else openSeller(draft);
  draftOrder(draft, sample, { ordered, heading });
  if (promised.length < 2) openPromises(draft, promised);
  draftSteps(draft, heading);
  return draft;
}

interface Found {
  readonly ordered: string;
  readonly heading: (meaning: Meaning) => string | undefined;
}

function draftOrder(draft: MapDraft, sample: Sample, { heading, ordered }: Found): void {
  const at = ['records', 0] as const;
  draft.put([...at, 'name'], 'order');
  draft.put([...at, 'kind'], 'order');
  draft.put([...at, 'columns', ordered], 'at');
  for (const [meaning, column] of ofOrder) {
    const found = heading(meaning);
    if (found !== undefined) draft.put([...at, 'columns', found], column);
  }
  const channel = heading('channel');
  draft.put([...at, 'constants', 'channel'], 'web', 'Or app, social, in-store, other.');
  if (channel !== undefined)
    draftWords(draft, 'order', 'channel', { at, cells: cellsUnder(sample, [channel]) });
  const amount = heading('amount');
  if (amount === undefined) {
    const note = 'no heading says what the order cost: map one to value.amount';
    draft.leaveOpen([...at, 'constants', 'value.amount'], '1', note, ['value']);
  } else {
    draft.put(
      [...at, 'combine', 'value.amount'],
      'first',
      'Or "sum", where each row has the price of one item.',
    );
  }
  if (heading('currency') === undefined) {
    draft.leaveOpen(
      [...at, 'constants', 'value.currency'],
      'EUR',
      'no heading says the currency: ISO 4217, as EUR',
      ['value'],
    );
  }
  if (heading('country') === undefined) {
    draft.leaveOpen(
      [...at, 'constants', 'country'],
      'AQ',
      'no heading says where orders go: a country, as DE',
      ['country'],
    );
  }
}

function draftSteps(draft: MapDraft, heading: Found['heading']): void {
  let next = 1;
  for (const [meaning, event] of steps) {
    const found = heading(meaning);
    if (found === undefined) continue;
    const at = ['records', next] as const;
    draft.put([...at, 'name'], event);
    draft.put([...at, 'kind'], 'fulfilment');
    draft.put([...at, 'columns', found], 'at');
    draft.put([...at, 'constants', 'event'], event);
    next += 1;
  }
}
