import type { RecordKind } from '../../../chaincode/domain/records/index.js';
import { anyColumnOf } from '../forms/replacement.js';

/** What takes a map: `stl csv` makes a record of each row, an importer keeps secrets besides. */
export type Door = 'csv' | 'importer';

/** What a file holds in place of a record's own columns, which are made from it. */
export interface Derived {
  readonly name: string;
  /** The record's columns that it stands for. */
  readonly gives: readonly string[];
  /** Of kinds that have more than the columns it gives. */
  readonly kinds?: readonly RecordKind[];
  /** Whether only an importer takes it: what becomes of it hangs on secrets that are kept in a store. */
  readonly forImporter: boolean;
  readonly description: string;
}

const money = 'an amount of money, as 1234.50; what is signed is its band';
const ofPartner = (name: string): string =>
  `the ${name}'s own reference of the order: kept beside it, never signed`;

export const derivedColumns: readonly Derived[] = [
  {
    name: 'shop',
    gives: ['seller'],
    forImporter: false,
    description: "the platform's own number of the seller",
  },
  { name: 'value.amount', gives: ['value.band'], forImporter: false, description: money },
  { name: 'amount.amount', gives: ['amount.band'], forImporter: false, description: money },
  {
    name: 'amount.size',
    gives: ['amount.band'],
    forImporter: false,
    description: 'an amount of money that may be written below zero, as -12.50 or (12.50): its size counts',
  },
  ...(
    [
      { gives: ['order', 'seller'], kinds: ['fulfilment', 'trace'] },
      // Of an order that is paid in several payments, each needs a token of its own.
      { gives: ['order', 'seller', 'token'], kinds: ['payment'] },
    ] as const
  ).map((what) => ({
    ...what,
    name: 'reference',
    forImporter: false,
    description: "your own reference of the order, for which the platform's gateway knows order and seller",
  })),
  {
    name: 'number',
    gives: ['order'],
    forImporter: true,
    description: "the shop's own number of the order: never signed",
  },
  {
    name: 'buyer',
    gives: ['reviewer'],
    forImporter: true,
    description: 'the buyer, as the shop tells one from another: never signed',
  },
  { name: 'title', gives: ['text'], forImporter: true, description: 'the title of a text: never signed' },
  { name: 'message', gives: ['text'], forImporter: true, description: 'the text itself: never signed' },
  {
    name: 'payment',
    gives: ['token'],
    forImporter: true,
    description: 'the own reference of a payment: never signed',
  },
  ...(['carrier', 'customsBroker', 'paymentProvider'] as const).map((role) => ({
    name: `${role}.reference`,
    gives: [],
    kinds: ['order', 'fulfilment'] as const,
    forImporter: true,
    description: ofPartner(
      { carrier: 'carrier', customsBroker: 'customs broker', paymentProvider: 'payment provider' }[role],
    ),
  })),
];

/** The derived columns of a kind. */
export function derivedOf(kind: RecordKind): readonly Derived[] {
  const before = knownDerived.get(kind);
  if (before !== undefined) return before;
  const own = new Set(anyColumnOf(kind).map(({ name }) => name));
  const derived = derivedColumns.filter(
    ({ gives, kinds }) => (kinds?.includes(kind) ?? true) && gives.every((name) => own.has(name)),
  );
  knownDerived.set(kind, derived);
  return derived;
}

const knownDerived = new Map<RecordKind, readonly Derived[]>();

/** The names of all columns that a map may give a record of a kind. */
export const columnNames = (kind: RecordKind, door: Door): readonly string[] => [
  ...anyColumnOf(kind).map(({ name }) => name),
  ...derivedOf(kind).flatMap(({ forImporter, name }) => (forImporter && door === 'csv' ? [] : [name])),
];

/** Of an amount, the column that says its currency. */
export const currencyColumnOf = (column: string): string | undefined =>
  /^(value|amount)\.(amount|size)$/.test(column) ? column.replace(/\..*/, '.currency') : undefined;

/** Partners' own references, which are kept beside an order, by role. */
export function partnerReferences(values: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  return new Map(
    [...values].flatMap(([column, text]) => {
      const [, role] = /^(carrier|customsBroker|paymentProvider)\.reference$/.exec(column) ?? [];
      return role === undefined ? [] : [[role, text] as const];
    }),
  );
}
