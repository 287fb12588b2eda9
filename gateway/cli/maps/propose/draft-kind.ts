import type { RecordKind } from '../../../../chaincode/domain/records/index.js';
import { columnsOf, type Column } from '../../forms/columns.js';
import { columnNames, currencyColumnOf, derivedOf } from '../derived.js';
import { draftReading } from './draft-reading.js';
import { draftWords } from './draft-words.js';
import { meaningsOf, plainHeading, type Meaning } from './heading-words.js';
import { areSellerIds } from './look.js';
import { MapDraft } from './map-draft.js';
import { cellsUnder, type Sample } from './sample.js';

/** What a heading's meaning is called in records, the first that a kind has. */
const columnsByMeaning: Partial<Readonly<Record<Meaning, readonly string[]>>> = {
  shop: ['shop'],
  subject: ['subject'],
  amount: ['value.amount', 'amount.amount'],
  currency: ['value.currency', 'amount.currency'],
  country: ['country', 'jurisdictions'],
  dispatchBy: ['dispatchBy'],
  deliverBy: ['deliverBy'],
  channel: ['channel'],
  stars: ['rating.item'],
  status: ['event', 'status', 'step'],
  certificate: ['certificate'],
  scheme: ['scheme'],
  validFrom: ['validFrom'],
  validUntil: ['validUntil'],
  jurisdictions: ['jurisdictions'],
  products: ['products', 'product'],
  reason: ['reason'],
  tracking: ['reference'],
  ordered: ['at'],
  date: ['at'],
};

/** A map of `stl csv` for a file whose rows are records of one kind. */
export function draftKind(sample: Sample, kind: RecordKind): MapDraft {
  const draft = new MapDraft();
  const names = columnNames(kind, 'csv');
  const found = new Map<string, string>();
  for (const heading of sample.headings) {
    const name = columnFor(heading, names);
    const column = name === 'shop' && areSellerIds(cellsUnder(sample, [heading])) ? 'seller' : name;
    if (column !== undefined && !found.has(column)) found.set(column, heading);
  }
  const columns = columnsOf(kind);
  const under = (isWanted: (column: Column) => boolean): string[] =>
    columns.flatMap((column) => (isWanted(column) ? (found.get(column.name) ?? []) : []));
  draftReading(draft, sample, {
    times: under(({ type }) => type === 'time' || type === 'hour'),
    ofHours: columns.some(({ name, type }) => type === 'hour' && found.has(name)),
    daysNeedZone: found.has('dispatchBy') || found.has('deliverBy'),
    amounts: [...found].flatMap(([column, heading]) =>
      currencyColumnOf(column) === undefined ? [] : [heading],
    ),
    countries: under(({ name }) => name === 'country'),
  });
  for (const [column, heading] of found) {
    draft.put(['columns', heading], column);
    draftWords(draft, kind, column, { at: [], cells: cellsUnder(sample, [heading]) });
  }
  openMissing(draft, kind, found);
  return draft;
}

function columnFor(heading: string, names: readonly string[]): string | undefined {
  const plain = plainHeading(heading).replaceAll(' ', '');
  const same = names.find((name) => plainHeading(name).replaceAll(' ', '') === plain);
  return (
    same ??
    meaningsOf(heading)
      .flatMap((one) => columnsByMeaning[one] ?? [])
      .find((one) => names.includes(one))
  );
}

/** What a record needs to be one, until somebody says it. */
function standInFor({ choices, name, type }: Column): string {
  if (choices?.[0] !== undefined) return choices[0];
  if (name === 'seller') return 'platform.shop';
  if (/(^|\.)currency$/.test(name)) return 'EUR';
  switch (type) {
    case 'integer':
      return '1';
    case 'time':
    case 'hour':
      return '2026-01-01T00:00:00Z';
    case 'list':
      return 'AQ';
    case 'text':
      return name === 'country' ? 'AQ' : 'A'.repeat(/^(order|reviewer|token|text)$/.test(name) ? 43 : 1);
    case 'products':
      return '950300';
    case 'yes':
      return 'yes';
  }
}

function openMissing(draft: MapDraft, kind: RecordKind, found: ReadonlyMap<string, string>): void {
  const made = derivedOf(kind).flatMap(({ gives, name }) => (found.has(name) ? gives : []));
  for (const column of columnsOf(kind)) {
    const { description, name, path, required } = column;
    if (!required || found.has(name) || made.includes(name) || (name === 'at' && found.has('validFrom')))
      continue;
    const others = derivedOf(kind).filter(({ forImporter, gives }) => !forImporter && gives.includes(name));
    const more = others.map((one) => `; or map a heading to ${one.name}`).join('');
    draft.leaveOpen(
      ['constants', name],
      standInFor(column),
      `no heading says it for all rows: ${description}${more}`,
      [path[0] ?? name],
    );
  }
}
