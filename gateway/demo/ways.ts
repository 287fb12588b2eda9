import type { Order, Trace } from '../../chaincode/domain/records/index.js';
import { hour, time, type DemoIssuer, type Story } from './story.js';

/** UN/LOCODE of a port of each country that the demo's goods leave from or go to. */
const ports: Readonly<Record<string, string>> = {
  BR: 'BRSSZ',
  CN: 'CNSZX',
  DE: 'DEHAM',
  ES: 'ESBCN',
  FR: 'FRLEH',
  GB: 'GBFXT',
  IN: 'INNSA',
  IT: 'ITGOA',
  JP: 'JPTYO',
  NL: 'NLRTM',
  PL: 'PLGDN',
  PT: 'PTLIS',
  TR: 'TRIST',
  US: 'USLAX',
  VN: 'VNSGN',
};

/** Of a thousand parcels that cross a border, so many are traced; of a thousand of those, so many held by customs. */
const traced = 60;
const held = 80;

interface Way {
  readonly carrier: DemoIssuer;
  /** Of the parcel; undefined where it is the only one. */
  readonly number: number | undefined;
  readonly dispatched: number;
  readonly ended: number;
}

/** Where a parcel was seen between the seller's country and the buyer's: by its carrier, and by the broker at customs. */
export function tellWay(story: Story, order: Order, { carrier, number, dispatched, ended }: Way): void {
  const { country, random, seller } = story;
  if (order.country === country || !random.permille(traced)) return;
  const isHeld = random.permille(held);
  const nodes: readonly (readonly [DemoIssuer, Trace['event'], string | undefined])[] = [
    [carrier, 'picked-up', ports[country]],
    [carrier, 'departed', ports[country]],
    [carrier, 'arrived', ports[order.country]],
    ['demo-customs', 'import-customs-in', ports[order.country]],
    ...(isHeld ? ([['demo-customs', 'import-customs-held', ports[order.country]]] as const) : []),
    ['demo-customs', 'import-customs-out', ports[order.country]],
    [carrier, 'out-for-delivery', undefined],
  ];
  const hours = Math.floor((ended - dispatched) / hour);
  nodes.forEach(([issuer, event, place], i) => {
    const at = dispatched + Math.floor((hours * (i + 1)) / (nodes.length + 1)) * hour;
    story.tell(issuer, at, {
      kind: 'trace',
      seller,
      at: time(at),
      order: order.order,
      event,
      ...(number === undefined ? {} : { parcel: number }),
      ...(place === undefined ? {} : { place }),
    });
  });
}
