import { orderGroup } from '../fact.js';
import { allEqual, seconds, type FoldedKind } from './folded-kind.js';
import { named } from './parties.js';

export interface OrderBody {
  readonly deliverBy: number;
  readonly dispatchBy: number;
  readonly kind: 'order';
  /** 0: not said. */
  readonly parcels: number;
  readonly parties: readonly string[];
}

export const order: FoldedKind<'order', OrderBody, 'order'> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: (record) => ({
    deliverBy: seconds(record.deliverBy),
    dispatchBy: seconds(record.dispatchBy),
    kind: 'order',
    parcels: record.parcels ?? 0,
    parties: named(record.parties),
  }),
  authority: allEqual,
  isContestable: true,
};
