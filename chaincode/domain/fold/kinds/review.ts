import { orderGroup } from '../fact.js';
import { allEqual, type OrderMember } from './folded-kind.js';
import type { Rating } from './order-tally.js';

export interface ReviewBody {
  readonly kind: 'review';
  readonly rating: Rating;
  readonly reviewer: string;
}

export const review: OrderMember<'review', ReviewBody> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: ({ rating, reviewer }) => ({
    kind: 'review',
    rating: [rating.item, rating.service ?? 0, rating.delivery ?? 0],
    reviewer,
  }),
  authority: allEqual,
  isContestable: true,
  conflict: (body) => `review/${body.reviewer}`,
  add: (fact, tally) => void tally.reviews.push(fact),
};
