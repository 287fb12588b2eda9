import type { Order } from '../../../chaincode/domain/records/order.js';
import type { Fulfilment } from '../../../chaincode/domain/records/fulfilment.js';
import { commitment } from '../../support/records.js';

/** The shop of all samples. */
export const seller = 'shop.tea';
export const constants = { seller };

/** An order of the samples; hours without their minutes, as `2026-05-01T07`. */
export function order(
  number: string,
  [at, dispatchBy, deliverBy]: readonly [string, string, string],
  [country, currency, band]: readonly [string, string, number],
  channel: Order['channel'] = 'web',
): Order {
  return {
    kind: 'order',
    seller,
    at: whole(at),
    order: commitment(`order ${seller} ${number}`),
    dispatchBy: whole(dispatchBy),
    deliverBy: whole(deliverBy),
    country,
    value: { currency, band },
    channel,
  };
}

/** What happened to an order, or to a parcel whose number stands for it. */
export const happened = (
  event: Fulfilment['event'],
  number: string,
  at: string,
  more: Partial<Fulfilment> = {},
): Fulfilment => ({
  kind: 'fulfilment',
  seller,
  at: whole(at),
  order: commitment(`order ${seller} ${number}`),
  event,
  ...more,
});

export const whole = (hour: string): string => `${hour}:00:00Z`;
