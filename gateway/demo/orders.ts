import { bandOf } from '../../chaincode/domain/amount-band.js';
import type { Order, Payment } from '../../chaincode/domain/records/index.js';
import { tellCase } from './cases.js';
import type { Profile } from './profiles.js';
import { isOwned } from './participants.js';
import { day, hour, time, type DemoIssuer, type Story } from './story.js';
import { parcel, tellTrip, type Trip } from './trips.js';

const destinations = ['DE', 'FR', 'ES', 'IT', 'NL', 'PL', 'US', 'BR', 'GB', 'JP'] as const;
const historyDays = 380;
/** Of a thousand orders, so many go in several parcels. */
const inParcels = 50;
/** Of a thousand chargebacks, so many are won by the seller. */
const chargebacksWon = 250;

/** One order from acceptance to review, with what goes wrong at the profile's rates. */
export function tellOrder(story: Story, profile: Profile): void {
  const { random, seller } = story;
  // The earlier of two draws: business grows.
  const age = Math.min(random.between(1, historyDays), random.between(1, historyDays));
  const at = story.end - age * day - random.below(24) * hour;
  const dispatchBy = at + random.between(1, 3) * day;
  const deliverBy = dispatchBy + random.between(4, 14) * day;
  const value = { currency: 'EUR', band: bandOf(BigInt(random.between(900, 25_000))) };
  // Most parcels go by another organisation's carrier, the others by the marketplace's own.
  const carrier: DemoIssuer = random.permille(800) ? 'demo-express' : 'demo-carrier';
  const country = random.pick(destinations);
  const order: Order = {
    kind: 'order',
    seller,
    at: time(at),
    order: random.commitment(),
    dispatchBy: time(dispatchBy),
    deliverBy: time(deliverBy),
    country,
    value,
    channel: random.pick(['web', 'web', 'app', 'social']),
    parties: {
      carrier,
      paymentProvider: 'demo-pay',
      ...(country === story.country ? {} : { customsBroker: 'demo-customs' }),
    },
    ...(random.permille(inParcels) ? { parcels: random.between(2, 3) } : {}),
  };
  story.tell('demo-platform', at, order);
  const token = random.commitment();
  const pay = (event: Payment['event'], when: number) =>
    story.tell('demo-pay', when, {
      kind: 'payment',
      seller,
      at: time(when),
      order: order.order,
      token,
      event,
      amount: value,
    });
  pay('settled', at + hour);

  if (random.permille(profile.cancelledBySeller)) {
    const when = at + random.between(4, 60) * hour;
    story.tell('demo-platform', when, parcel(order, 'cancelled', when, { by: 'seller' }));
    pay('refunded', when + day);
    return;
  }
  if (random.permille(profile.cancelledByBuyer)) {
    const when = at + random.between(1, 20) * hour;
    story.tell('demo-platform', when, parcel(order, 'cancelled', when, { by: 'buyer' }));
    pay('refunded', when + day);
    return;
  }
  const trip = tellTrip(story, profile, order, { carrier, dispatchBy, deliverBy });
  if (trip.back) pay('refunded', trip.ended + day);
  else tellReview(story, profile, order, trip);
  if (random.permille(profile.chargebacks)) {
    const back = trip.ended + random.between(5, 40) * day;
    pay('chargeback', back);
    if (random.permille(chargebacksWon)) pay('chargeback-reversed', back + random.between(10, 45) * day);
  }
  if (random.permille(profile.frauds)) pay('fraud-confirmed', trip.ended + random.between(20, 60) * day);
  const complaint = random.permille(trip.late || trip.lost ? profile.cases * 3 : profile.cases);
  if (complaint) tellCase(story, profile, order, trip);
}

function tellReview(story: Story, profile: Profile, order: Order, trip: Trip): void {
  const { random, seller } = story;
  if (!random.permille(profile.reviewed)) return;
  const at = trip.ended + random.between(6, 24 * 12) * hour;
  const spoilt = trip.lost ? 4 : trip.late ? random.between(0, 2) : 0;
  const stars = (loss: number): number => Math.max(1, random.weighted(profile.stars) + 1 - loss);
  const record = story.tell('demo-platform', at, {
    kind: 'review',
    seller,
    at: time(at),
    order: order.order,
    reviewer: random.commitment(),
    rating: {
      item: stars(Math.min(spoilt, 1)),
      service: stars(Math.min(spoilt, 1)),
      delivery: stars(spoilt),
    },
    ...(random.permille(450)
      ? { text: random.commitment(), language: random.pick(['de', 'fr', 'en', 'pt-BR']) }
      : {}),
  });
  if (isOwned(seller) && random.permille(300)) {
    const answered = at + random.between(2, 90) * hour;
    const text = random.commitment();
    story.tellAbout('demo-seller', answered, record, (target) => ({
      kind: 'reply',
      seller,
      at: time(answered),
      target,
      text,
      language: 'en',
    }));
  }
  if (!random.permille(6)) return;
  // A review that turned out not to come from the buyer is taken back.
  const found = at + 8 * day;
  story.tellAbout('demo-platform', found, record, (target) => ({
    kind: 'correction',
    seller,
    at: time(found),
    target,
    reason: 'did_not_occur',
  }));
}
