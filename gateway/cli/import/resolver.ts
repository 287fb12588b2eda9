import type { Resolver } from '../maps/resolve.js';
import { commitOrder, commitReviewer, commitText, commitToken } from './commitments.js';
import type { ImportStore } from './import-store.js';
import type { Identity } from './stated.js';

export interface Speaker {
  /** Ledger id. */
  readonly ledger: string;
  /** The participant whose own numbers stand in the rows. */
  readonly platform: string;
  /** The participant who states the record. */
  readonly issuer: string;
}

/** What a record is about. */
export interface Subject {
  readonly identity: Identity;
  /** The shop's own number of the order, where the rows say it: some number payments within each order. */
  readonly number: string | undefined;
}

/** Commitments under secrets of the store, each drawn on its first use and the same ever after. */
export function resolverOf(
  store: ImportStore,
  { issuer, ledger, platform }: Speaker,
  { identity, number: order }: Subject,
): Resolver {
  return {
    platform,
    order: (seller, number) =>
      commitOrder(store.secret('order', seller, number), { ledger, platform, seller, number }),
    reviewer: (seller, buyer) => commitReviewer(store.secret('buyer', buyer), { ledger, seller }),
    text: (_seller, text) => commitText(store.secret('text', identity.name, identity.digest), text),
    token(seller, payment) {
      const reference = order === undefined ? payment : `${order}/${payment}`;
      const secret = store.secret('token', seller, reference);
      return commitToken(secret, { ledger, provider: issuer, seller, reference });
    },
  };
}
