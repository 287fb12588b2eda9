import type { Role } from '../../consortium/participant.js';
import type { Fulfilment } from '../../records/index.js';
import { orderGroup } from '../fact.js';
import type { OrderMember } from './folded-kind.js';
import { named } from './parties.js';

export interface FulfilmentBody {
  /** Cancelled by the seller, or returned for a reason that the seller answers for. */
  readonly bySeller: boolean;
  readonly event: Fulfilment['event'];
  readonly kind: 'fulfilment';
  /** 0: the whole order (a cancellation that names no parcel). */
  readonly parcel: number;
  /** 0: not said. */
  readonly parcels: number;
  readonly parties: readonly string[];
  readonly tracked: boolean;
}

// Who moves the parcel knows best where it is; who took the order knows best that it is off.
const carrierFirst: readonly Role[] = ['carrier', 'platform'];
const platformFirst: readonly Role[] = ['platform', 'carrier'];
const authorities: Readonly<Record<Fulfilment['event'], readonly Role[]>> = {
  dispatched: carrierFirst,
  delivered: carrierFirst,
  cancelled: platformFirst,
  lost: carrierFirst,
  returned: carrierFirst,
};

/** Reasons of a return that the seller answers for. */
const isOfSeller: Readonly<Record<NonNullable<Fulfilment['reason']>, boolean>> = {
  refused: false,
  unclaimed: false,
  address: false,
  damaged: true,
  recalled: true,
  seller: true,
};

export const fulfilment: OrderMember<'fulfilment', FulfilmentBody> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: (record) => ({
    bySeller: record.by === 'seller' || (record.reason !== undefined && isOfSeller[record.reason]),
    event: record.event,
    kind: 'fulfilment',
    parcel: record.parcel ?? (record.event === 'cancelled' ? 0 : 1),
    parcels: record.parcels ?? 0,
    parties: named(record.parties),
    tracked: record.tracking === 'valid',
  }),
  authority: (body) => authorities[body.event],
  isContestable: true,
  conflict: (body) => `fulfilment/${body.parcel}/${body.event}`,
  add(fact, tally) {
    const { event, parcel } = fact.body;
    switch (event) {
      case 'cancelled':
        tally.cancelled.set(parcel, fact);
        return;
      case 'dispatched':
      case 'delivered':
      case 'lost':
      case 'returned':
        tally.parcel(parcel)[event] = fact;
    }
  },
};
