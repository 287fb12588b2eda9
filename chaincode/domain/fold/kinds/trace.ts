import type { Role } from '../../consortium/participant.js';
import type { Trace } from '../../records/index.js';
import { handlerAt } from '../../records/trace.js';
import { orderGroup } from '../fact.js';
import type { OrderMember } from './folded-kind.js';

export interface TraceBody {
  readonly event: Trace['event'];
  readonly kind: 'trace';
  readonly parcel: number;
}

// Who clears a parcel knows best what customs did; who moves it, where it was.
const carrierFirst: readonly Role[] = ['carrier', 'customs-broker'];
const brokerFirst: readonly Role[] = ['customs-broker', 'carrier'];
const authorities = { carrier: carrierFirst, customs: brokerFirst, buyer: carrierFirst };

/** Tells where a parcel was. It changes no counter: a delivery is a fulfilment. */
export const trace: OrderMember<'trace', TraceBody> = {
  group: (record) => orderGroup(record.seller, record.order),
  body: (record) => ({ event: record.event, kind: 'trace', parcel: record.parcel ?? 1 }),
  authority: (body) => authorities[handlerAt[body.event]],
  isContestable: false,
  conflict: (body) => `trace/${body.parcel}/${body.event}`,
  add: () => undefined,
};
