import type { Order } from '../../records/index.js';
import { orderGroup } from '../fact.js';
import { allEqual, seconds, type FoldedKind } from './folded-kind.js';
import { named } from './parties.js';

export interface OrderBody {
  readonly deliverBy: number;
  readonly dispatchBy: number;
  readonly kind: 'order';
  readonly parties: readonly string[];
}

export const order: FoldedKind<Order, OrderBody, 'order'> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: (record) => ({
    deliverBy: seconds(record.deliverBy),
    dispatchBy: seconds(record.dispatchBy),
    kind: 'order',
    parties: named(record.parties),
  }),
  authority: allEqual,
  isContestable: true,
};
