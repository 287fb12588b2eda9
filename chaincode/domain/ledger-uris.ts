/**
 * URIs of what a ledger knows, for documents of other standards: the same whichever gateway writes the document, so that two
 * copies of an event, or of a credential, are seen to speak of the same thing.
 */
export interface OrderOf {
  readonly seller: string;
  /** Commitment. */
  readonly order: string;
}

/** Terms of this ledger's own, where a vocabulary lacks a word. */
export const termsUri = 'urn:stl:terms#';

export const sellerUri = (ledger: string, seller: string): string => `urn:stl:${ledger}:${seller}`;
export const recordUri = (ledger: string, record: string): string => `urn:stl:${ledger}:record:${record}`;
export const orderUri = (ledger: string, { order, seller }: OrderOf): string =>
  `${sellerUri(ledger, seller)}:order:${order}`;
/** @param parcel counted from 1 */
export const parcelUri = (ledger: string, of: OrderOf, parcel: number): string =>
  `${orderUri(ledger, of)}:parcel:${parcel}`;

const written =
  /^urn:stl:([0-9a-f]{64}):([a-z0-9][a-z0-9-]*\.[A-Za-z0-9_-]+):order:([A-Za-z0-9_-]{43})(?::parcel:([1-9]\d?))?$/;

/** What `orderUri` or `parcelUri` wrote; undefined for any other URI, and for one of another ledger. */
export function readOrderUri(
  ledger: string,
  uri: string,
): (OrderOf & { readonly parcel?: number }) | undefined {
  const [, of, seller, order, parcel] = written.exec(uri) ?? [];
  if (of !== ledger || seller === undefined || order === undefined) return undefined;
  return { seller, order, ...(parcel === undefined ? {} : { parcel: Number(parcel) }) };
}
