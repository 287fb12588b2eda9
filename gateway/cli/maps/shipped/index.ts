import { aftership, aftershipCarrier } from './aftership.js';
import { amazonOrders, amazonReturns, amazonShipments } from './amazon.js';
import { ebay } from './ebay.js';
import { etsyItems, etsyOrders } from './etsy.js';
import { olist } from './olist.js';
import { seventeenTrack, seventeenTrackCarrier } from './seventeen-track.js';
import type { ShippedMap } from './shipped-map.js';
import { shopify } from './shopify.js';
import { stripeBalance, stripeDisputes } from './stripe.js';
import { woocommerce } from './woocommerce.js';

/** The maps that come with this program, by the name that `--map` takes. */
export const shippedMaps: Readonly<Record<string, ShippedMap>> = {
  '17track': seventeenTrack,
  '17track-carrier': seventeenTrackCarrier,
  aftership,
  'aftership-carrier': aftershipCarrier,
  'amazon-orders': amazonOrders,
  'amazon-returns': amazonReturns,
  'amazon-shipments': amazonShipments,
  ebay,
  'etsy-items': etsyItems,
  'etsy-orders': etsyOrders,
  olist,
  shopify,
  'stripe-balance': stripeBalance,
  'stripe-disputes': stripeDisputes,
  woocommerce,
};
