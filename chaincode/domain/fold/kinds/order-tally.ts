import type { Payment } from '../../records/index.js';
import type { Fact } from '../fact.js';

export interface Parcel {
  dispatched?: Fact<{ readonly parcels: number; readonly tracked: boolean }>;
  delivered?: Fact;
  lost?: Fact;
  returned?: Fact<{ readonly bySeller: boolean }>;
}

/** item, service (0: none), delivery (0: none) */
export type Rating = readonly [item: number, service: number, delivery: number];

/** The facts of one order that count, as its kinds have put them together. */
export class OrderTally {
  readonly parcels = new Map<number, Parcel>();
  /** By parcel; 0: the whole order. */
  readonly cancelled = new Map<number, Fact<{ readonly bySeller: boolean }>>();
  readonly payments: Fact<{ readonly event: Payment['event']; readonly token: string }>[] = [];
  readonly reviews: Fact<{ readonly rating: Rating; readonly reviewer: string }>[] = [];

  parcel(number: number): Parcel {
    let parcel = this.parcels.get(number);
    if (parcel === undefined) this.parcels.set(number, (parcel = {}));
    return parcel;
  }
}
