import { olist } from './olist.js';
import type { ShippedMap } from './shipped-map.js';

/** The maps that come with this program, by the name that `--map` takes. */
export const shippedMaps: Readonly<Record<string, ShippedMap>> = {
  olist,
};
