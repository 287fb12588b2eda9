import { commitOrder, commitReviewer, commitText, commitToken } from '../commitments.js';
import type { PlatformStore } from './platform-store.js';
import type { OlistMapping, OrderCommitments } from './facts.js';
import type { OlistOrder } from './order.js';

/** Commitments of one Olist order, under secrets of the platform's store. */
export function commitmentsOf(
  order: OlistOrder,
  ledger: string,
  { platform, paymentProvider }: OlistMapping,
  store: PlatformStore,
): OrderCommitments {
  const id = (local: string): string => `${platform}.${local}`;
  return {
    order(local) {
      const secret = store.secret(`order/${order.id}/${local}`);
      return commitOrder(secret, { ledger, platform, seller: id(local), number: order.id });
    },
    reviewer(local) {
      return commitReviewer(store.secret(`buyer/${order.buyer}`), { ledger, seller: id(local) });
    },
    text(local, reviewId, text) {
      return commitText(store.secret(`text/${order.id}/${local}/${reviewId}`), text);
    },
    token(local, sequential) {
      const secret = store.secret(`token/${order.id}/${local}/${sequential}`);
      const reference = `${order.id}/${sequential}`;
      return commitToken(secret, { ledger, provider: paymentProvider, seller: id(local), reference });
    },
  };
}
