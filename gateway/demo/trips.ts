import type { Fulfilment, Order } from '../../chaincode/domain/records/index.js';
import type { Profile } from './profiles.js';
import { day, hour, time, type DemoIssuer, type Story } from './story.js';
import { tellWay } from './ways.js';

/** How the order fared. `ended`: when its last parcel was delivered, came back, or was given up as lost. */
export interface Trip {
  readonly ended: number;
  readonly late: boolean;
  readonly lost: boolean;
  /** A parcel came back before it was delivered. */
  readonly back: boolean;
  readonly delivery: Fulfilment | undefined;
}

interface Promise {
  readonly carrier: DemoIssuer;
  readonly dispatchBy: number;
  readonly deliverBy: number;
}

/** Of a thousand parcels, so many come back before delivery. */
const sentBack = 12;
const reasons = ['refused', 'refused', 'unclaimed', 'unclaimed', 'address', 'damaged'] as const;

/** States what happened to each parcel, at the profile's rates. */
export function tellTrip(story: Story, profile: Profile, order: Order, promise: Promise): Trip {
  const { parcels } = order;
  const numbers = parcels === undefined ? [undefined] : Array.from({ length: parcels }, (_, i) => i + 1);
  const trips = numbers.map((number) => tellParcel(story, profile, order, number, promise));
  return {
    ended: Math.max(...trips.map(({ ended }) => ended)),
    late: trips.some(({ late }) => late),
    lost: trips.some(({ lost }) => lost),
    back: trips.some(({ back }) => back),
    delivery: trips.findLast(({ delivery }) => delivery !== undefined)?.delivery,
  };
}

function tellParcel(
  story: Story,
  profile: Profile,
  order: Order,
  number: number | undefined,
  { carrier, dispatchBy, deliverBy }: Promise,
): Trip {
  const { random } = story;
  const own = number === undefined ? {} : { parcel: number };
  const late = random.permille(profile.late);
  const dispatched =
    dispatchBy + (late && random.permille(600) ? random.between(4, 70) : -random.between(1, 20)) * hour;
  const tracking = random.permille(970 - profile.late) ? 'valid' : 'invalid';
  story.tell('demo-platform', dispatched, parcel(order, 'dispatched', dispatched, { ...own, tracking }));
  if (random.permille(profile.lost)) {
    const ended = deliverBy + 10 * day;
    story.tell(carrier, ended, parcel(order, 'lost', ended, own));
    return { ended, late, lost: true, back: false, delivery: undefined };
  }
  const ended = late
    ? deliverBy + random.between(5, 24 * 9) * hour
    : Math.max(dispatched + day, deliverBy - random.between(1, 24 * 6) * hour);
  tellWay(story, order, { carrier, number, dispatched, ended });
  if (random.permille(sentBack)) {
    const home = ended + random.between(3, 15) * day;
    story.tell(carrier, home, parcel(order, 'returned', home, { ...own, reason: random.pick(reasons) }));
    return { ended: home, late: false, lost: false, back: true, delivery: undefined };
  }
  const delivery = tellDelivery(story, carrier, parcel(order, 'delivered', ended, own), ended);
  if (random.permille(profile.returned)) {
    const back = ended + random.between(3, 15) * day;
    story.tell('demo-platform', back, parcel(order, 'returned', back, own));
  }
  return { ended, late, lost: false, back: false, delivery };
}

/** Most deliveries come from the carrier; some from both, and then the carrier's counts. */
function tellDelivery(
  story: Story,
  carrier: DemoIssuer,
  delivered: Fulfilment,
  ended: number,
): Fulfilment | undefined {
  const { random } = story;
  const byCarrier = random.permille(900);
  const delivery = byCarrier ? story.tell(carrier, ended, delivered) : undefined;
  const own =
    !byCarrier || random.permille(30) ? story.tell('demo-platform', ended, { ...delivered }) : undefined;
  if (own && random.permille(25)) correctDelivery(story, own, ended);
  return delivery ?? own;
}

/** The platform had written a delivery down some hours off, and puts it right. */
function correctDelivery(story: Story, record: Fulfilment, ended: number): void {
  const at = ended + 3 * day;
  const replacement = { ...record, at: time(ended - 3 * hour) };
  story.tellAbout('demo-platform', at, record, (target) => ({
    kind: 'correction',
    seller: story.seller,
    at: time(at),
    target,
    reason: 'incorrect_data',
    replacement,
  }));
}

export function parcel(
  order: Order,
  event: Fulfilment['event'],
  at: number,
  more: Pick<Fulfilment, 'by' | 'parcel' | 'reason' | 'tracking'>,
): Fulfilment {
  return { kind: 'fulfilment', seller: order.seller, at: time(at), order: order.order, event, ...more };
}
