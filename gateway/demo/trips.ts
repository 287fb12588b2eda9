import type { Fulfilment, Order } from '../../chaincode/domain/records/index.js';
import type { Profile } from './profiles.js';
import { day, hour, time, type Story } from './story.js';

/** How the parcel fared. `ended`: when it was delivered, or given up as lost. */
export interface Trip {
  readonly ended: number;
  readonly late: boolean;
  readonly lost: boolean;
  readonly delivery: Fulfilment | undefined;
}

/** States what happened to the parcel, at the profile's rates. */
export function tellTrip(
  story: Story,
  profile: Profile,
  order: Order,
  dispatchBy: number,
  deliverBy: number,
): Trip {
  const { random } = story;
  const late = random.permille(profile.late);
  const dispatched =
    dispatchBy + (late && random.permille(600) ? random.between(4, 70) : -random.between(1, 20)) * hour;
  const tracking = random.permille(970 - profile.late) ? 'valid' : 'invalid';
  story.tell('demo-platform', dispatched, parcel(order, 'dispatched', dispatched, { tracking }));
  if (random.permille(profile.lost)) {
    const ended = deliverBy + 10 * day;
    story.tell('demo-carrier', ended, parcel(order, 'lost', ended, {}));
    return { ended, late, lost: true, delivery: undefined };
  }
  const ended = late
    ? deliverBy + random.between(5, 24 * 9) * hour
    : Math.max(dispatched + day, deliverBy - random.between(1, 24 * 6) * hour);
  const delivered = (): Fulfilment => parcel(order, 'delivered', ended, {});
  // Most deliveries come from the carrier; some from both, and then the carrier's counts.
  const byCarrier = random.permille(700);
  const delivery = byCarrier ? story.tell('demo-carrier', ended, delivered()) : undefined;
  const own = !byCarrier || random.permille(30) ? story.tell('demo-platform', ended, delivered()) : undefined;
  if (own && random.permille(25)) correctDelivery(story, own, ended);
  if (random.permille(profile.returned)) {
    const back = ended + random.between(3, 15) * day;
    story.tell('demo-platform', back, parcel(order, 'returned', back, {}));
  }
  return { ended, late, lost: false, delivery: delivery ?? own };
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
  more: Pick<Fulfilment, 'by' | 'tracking'>,
): Fulfilment {
  return { kind: 'fulfilment', seller: order.seller, at: time(at), order: order.order, event, ...more };
}
