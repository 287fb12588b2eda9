import type { Case, Order } from '../../chaincode/domain/records/index.js';
import type { Trip } from './trips.js';
import type { Profile } from './profiles.js';
import { isOwned } from './participants.js';
import { day, hour, time, type Story } from './story.js';

/** A dispute about an order. Young ones are still open when the story ends; some contest the delivery record. */
export function tellCase(story: Story, profile: Profile, order: Order, trip: Trip): void {
  const { random, seller } = story;
  const number = `C-${story.index}-${story.facts.length}`;
  const type = trip.lost
    ? 'not-received'
    : trip.late
      ? 'late'
      : random.pick(['not-as-described', 'damaged', 'counterfeit', 'refund-missing'] as const);
  const step = (name: Case['step'], at: number, more: Partial<Case> = {}): Case => ({
    kind: 'case',
    seller,
    at: time(at),
    case: number,
    step: name,
    type,
    order: order.order,
    ...more,
  });
  const opened = trip.ended + random.between(12, 24 * 10) * hour;
  if (trip.delivery && type === 'late' && random.permille(500)) {
    story.tellAbout('demo-platform', opened, trip.delivery, (id) =>
      step('opened', opened, { contests: [id] }),
    );
  } else {
    story.tell('demo-platform', opened, step('opened', opened));
  }
  if (random.permille(profile.name === 'bad' ? 300 : 850)) {
    const responded = opened + random.between(4, 70) * hour;
    // A seller with a key of its own answers itself.
    const issuer = isOwned(seller) ? 'demo-seller' : 'demo-platform';
    story.tell(issuer, responded, step('responded', responded));
  }
  const resolved = opened + random.between(6, 30) * day;
  const forBuyer = random.below(100) < profile.casesForBuyer;
  const outcome = forBuyer ? random.pick(['for-buyer', 'for-buyer', 'shared'] as const) : 'for-seller';
  story.tell(
    random.permille(400) ? 'demo-arbiter' : 'demo-platform',
    resolved,
    step('resolved', resolved, { outcome }),
  );
  if (!forBuyer || !random.permille(150)) return;
  const appealed = resolved + random.between(1, 10) * day;
  const decided = appealed + random.between(5, 20) * day;
  story.tell('demo-platform', appealed, step('appealed', appealed));
  story.tell(
    'demo-arbiter',
    decided,
    step('appeal-decided', decided, { outcome: random.pick(['for-buyer', 'for-seller']) }),
  );
}
