import type { OrderOf } from '../../../chaincode/domain/ledger-uris.js';
import { CellError } from '../forms/cell-error.js';
import type { Statement } from './statement.js';

/** An order that an event is about, with its parcel. */
export interface OrdersParcel extends OrderOf {
  /** From 1, where the event says it as this ledger does. */
  readonly parcel?: number;
  readonly sscc?: string;
}

/** What partners call orders: `KnownReferences`. */
export interface References {
  isKnown(reference: string): boolean;
  /** Throws CellError. */
  quote(reference: string): OrderOf;
}

/** For a platform, whose own numbers stand in events. */
export interface OwnNumbers {
  /** By the URI of the owning party. */
  readonly sellers: ReadonlyMap<string, string>;
  commit(seller: string, number: string): string;
}

/** All names by which the platform's gateway may know the orders of an event. */
export const referencesOf = ({ parcels, transactions }: Statement): readonly string[] => [
  ...parcels,
  ...transactions,
];

/** Which orders an event is about, or why nobody can say. */
export function ordersOf(
  statement: Statement,
  references: References,
  numbers: OwnNumbers,
): { readonly orders: readonly OrdersParcel[] } | { readonly findings: readonly string[] } {
  if (statement.own.length > 0) return { orders: statement.own };
  try {
    const orders = quoted(statement, references) ?? numbered(statement, numbers);
    if (orders.length > 0) return { orders };
  } catch (error) {
    if (!(error instanceof CellError)) throw error;
    return { findings: [error.message] };
  }
  const isAnonymous = referencesOf(statement).length === 0;
  return {
    findings: [
      isAnonymous
        ? 'it names no parcel (SSCC) and no business transaction: nobody can say which order it is about'
        : "the platform's gateway knows no order by its parcels or business transactions that names you",
    ],
  };
}

/** A parcel that is known by itself has an order of its own: one event may load the parcels of many orders. */
function quoted({ parcels, transactions }: Statement, references: References): OrdersParcel[] | undefined {
  const ofTransactions = distinct(
    transactions.filter((name) => references.isKnown(name)).map((name) => orderOnly(references.quote(name))),
  );
  const known = parcels.filter((sscc) => references.isKnown(sscc));
  const unknown = parcels.filter((sscc) => !references.isKnown(sscc));
  const own = known.map((sscc) => ({ ...orderOnly(references.quote(sscc)), sscc }));
  if (unknown.length === 0) return own.length > 0 ? own : nonEmpty(ofTransactions);
  const [order, second] = ofTransactions;
  if (order === undefined) {
    if (own.length === 0) return undefined;
    throw new CellError(`${unknown.length} of its parcels are of no order that the platform's gateway knows`);
  }
  if (second !== undefined)
    throw new CellError('it has several orders, and does not say which parcel is of which');
  return [...own, ...unknown.map((sscc) => ({ ...order, sscc }))];
}

const orderOnly = ({ order, seller }: OrderOf): OrderOf => ({ order, seller });
const nonEmpty = (orders: OrderOf[]): OrderOf[] | undefined => (orders.length === 0 ? undefined : orders);
const distinct = (orders: readonly OrderOf[]): OrderOf[] => [
  ...new Map(orders.map((order) => [`${order.seller} ${order.order}`, order])).values(),
];

function numbered({ owners, parcels, transactions }: Statement, numbers: OwnNumbers): OrdersParcel[] {
  const seller = owners.flatMap((owner) => numbers.sellers.get(owner) ?? [])[0];
  const [number, ...others] = transactions;
  if (seller === undefined || number === undefined) return [];
  if (others.length > 0)
    throw new CellError('it has several business transactions: which one is the order is open');
  const order = { seller, order: numbers.commit(seller, number) };
  return parcels.length === 0 ? [order] : parcels.map((sscc) => ({ ...order, sscc }));
}
