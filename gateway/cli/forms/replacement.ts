import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import { columnsOf, replacedKinds, type Column } from './columns.js';

const prefix = 'replacement.';
const kindColumn = `${prefix}kind`;
const sellerColumn = `${prefix}seller`;

/** The members of the record that takes a target's place. Its kind and seller are among the correction's own columns. */
function membersOf(kind: RecordKind): Column[] {
  return columnsOf(kind)
    .filter(({ name }) => name !== 'seller')
    .map((column) => ({
      ...column,
      name: `${prefix}${column.name}`,
      option: `replacement-${column.option}`,
      path: ['replacement', ...column.path],
    }));
}

/** What may be given of a replacement, whatever its kind is: each name once. */
export function replacementColumns(kind: RecordKind): readonly Column[] {
  if (kind !== 'correction') return [];
  const byName = new Map<string, Column>();
  for (const replaced of replacedKinds)
  // Which words it takes, and whether it is needed, depends on the kind.
  {
    for (const { name, option, path, type } of membersOf(replaced))
      byName.set(name, { name, option, path, type, required: false, description: '' });
  }
  return [...byName.values()];
}

/** Every column that rows of a kind may have, for headings and maps. */
export const anyColumnOf = (kind: RecordKind): readonly Column[] => [
  ...columnsOf(kind),
  ...replacementColumns(kind),
];

/** The kind of the record that takes a target's place; undefined where none is given, or none that there is. */
export const replacedKind = (values: ReadonlyMap<string, string>): RecordKind | undefined =>
  replacedKinds.find((one) => one === values.get(kindColumn));

/** The columns of one row: those of the replacement are known by its kind. */
export function columnsOfRow(kind: RecordKind, values: ReadonlyMap<string, string>): readonly Column[] {
  const own = columnsOf(kind);
  if (kind !== 'correction' || ![...values.keys()].some((name) => name.startsWith(prefix))) return own;
  const replaced = replacedKind(values);
  // Without its kind the rest would be dropped, and the record taken back with nothing in its place.
  const withKind = own.map((one) => (one.name === kindColumn ? { ...one, required: true } : one));
  return replaced === undefined ? withKind : [...withKind, ...membersOf(replaced)];
}

/** A replacement must be about the correction's seller: it need not be written twice. */
export function withSeller(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const seller = values.get('seller');
  if (seller === undefined || !values.has(kindColumn) || values.has(sellerColumn)) return values;
  return new Map(values).set(sellerColumn, seller);
}

/** What has a start happened at it where no other time is given: never at the time of this run. */
export function setStarts(values: Map<string, string>): void {
  for (const part of ['', prefix]) {
    const start = values.get(`${part}validFrom`);
    if (start !== undefined && !values.has(`${part}at`)) values.set(`${part}at`, start);
  }
}
