import type { ImportStore } from '../import/import-store.js';
import type { OrdersParcel } from './orders-of.js';

const parcelsMax = 99;
/** Written many in one. */
const heldMax = 1000;

/**
 * The number of a parcel within its order: parcels are counted as they are first seen, and keep their number in every later run.
 */
export class ParcelNumbers {
  readonly #store: Pick<ImportStore, 'kept' | 'keepAllBeside'>;
  readonly #fresh = new Map<string, string>();
  /** Whether nothing may be kept. */
  readonly #isTrial: boolean;

  constructor(store: Pick<ImportStore, 'kept' | 'keepAllBeside'>, isTrial: boolean) {
    this.#store = store;
    this.#isTrial = isTrial;
  }

  /** From 1; undefined where the event names no parcel, and `too-many` past what an order may have. */
  of({ order, parcel, seller, sscc }: OrdersParcel): number | undefined | 'too-many' {
    if (sscc === undefined) return parcel;
    const name = `epcis-parcels/${seller}/${order}`;
    const kept = this.#fresh.get(name) ?? this.#store.kept(name);
    const parcels = kept === undefined ? [] : kept.split(' ');
    const known = parcels.indexOf(sscc);
    if (known >= 0) return known + 1;
    if (parcels.length === parcelsMax) return 'too-many';
    this.#fresh.set(name, [...parcels, sscc].join(' '));
    return parcels.length + 1;
  }

  /** Nothing that has a number may leave before it is durable: another run would number the parcel anew. */
  async keep(atLeast = 1): Promise<void> {
    if (this.#isTrial || this.#fresh.size < atLeast) return;
    await this.#store.keepAllBeside(this.#fresh);
    this.#fresh.clear();
  }

  keepMany(): Promise<void> {
    return this.keep(heldMax);
  }
}
