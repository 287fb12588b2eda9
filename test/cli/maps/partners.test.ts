import type { Payment } from '../../../chaincode/domain/records/payment.js';
import type { Trace } from '../../../chaincode/domain/records/trace.js';
import { constants, happened, seller, whole } from './facts.js';
import { commitment } from '../../support/records.js';
import { expectStated } from './read-sample.js';

const berlin = { timeZone: 'Europe/Berlin' };

/** `charge`: the provider's number of the payment, `intent`: that by which the platform knows it. */
const paid = (
  event: Payment['event'],
  [charge, intent]: readonly [string, string],
  at: string,
  [currency, band]: readonly [string, number],
): Payment => ({
  kind: 'payment',
  seller,
  at: whole(at),
  order: commitment(`order ${seller} ${intent}`),
  token: commitment(`token ${seller} ${charge}`),
  event,
  amount: { currency, band },
});

const seen = (event: Trace['event'], parcel: string, at: string): Trace => ({
  kind: 'trace',
  seller,
  at: whole(at),
  order: commitment(`order ${seller} ${parcel}`),
  event,
});

describe('the maps of Stripe', () => {
  it('state what moved for an order, and no fee and no payout', async () => {
    await expectStated(
      'stripe-balance.csv',
      { extends: 'stripe-balance' },
      {
        leftOut: 2,
        records: [
          paid('settled', ['ch_0001', 'pi_0001'], '2026-05-01T07', ['EUR', 8]),
          paid('settled', ['ch_0002', 'pi_0002'], '2026-05-02T21', ['JPY', 8]),
          paid('settled', ['ch_0003', 'pi_0003'], '2026-05-03T06', ['EUR', 7]),
          paid('refunded', ['ch_0003', 'pi_0003'], '2026-05-04T06', ['EUR', 7]),
          paid('chargeback', ['ch_0001', 'pi_0001'], '2026-05-20T14', ['EUR', 8]),
          paid('chargeback-reversed', ['ch_0001', 'pi_0001'], '2026-06-30T09', ['EUR', 8]),
        ],
      },
    );
  });

  it('state chargebacks of the list of payments, and no inquiry', async () => {
    await expectStated(
      'stripe-disputes.csv',
      { extends: 'stripe-disputes' },
      {
        leftOut: 2,
        records: [
          paid('chargeback', ['ch_0001', 'pi_0001'], '2026-05-20T14', ['EUR', 8]),
          paid('chargeback', ['ch_0009', 'pi_0009'], '2026-05-30T23', ['USD', 7]),
        ],
      },
    );
  });
});

describe('the maps of AfterShip', () => {
  it('state an order as delivered with its last parcel', async () => {
    await expectStated(
      'aftership.csv',
      { extends: 'aftership', constants, ...berlin },
      {
        leftOut: 3,
        records: [happened('delivered', '#1001', '2026-05-07T08')],
      },
    );
  });

  it('state each parcel, for a carrier', async () => {
    await expectStated(
      'aftership.csv',
      { extends: 'aftership-carrier', ...berlin },
      {
        records: [
          seen('picked-up', 'TN0001', '2026-05-03T15'),
          seen('picked-up', 'TN0002', '2026-05-04T07'),
          seen('picked-up', 'TN0003', '2026-05-05T06'),
          seen('picked-up', 'TN0004', '2026-05-06T06'),
          seen('picked-up', 'TN0005', '2026-05-06T06'),
          happened('delivered', 'TN0001', '2026-05-06T18'),
          happened('delivered', 'TN0002', '2026-05-07T08'),
          happened('delivered', 'TN0005', '2026-05-08T06'),
        ],
      },
    );
  });
});

describe('the maps of 17TRACK', () => {
  it('state what became of an order, and leave nodes on the way to the carrier', async () => {
    await expectStated(
      '17track.csv',
      { extends: '17track', constants },
      {
        leftOut: 8,
        records: [
          happened('delivered', '#1001', '2026-05-07T08'),
          happened('returned', '#1004', '2026-05-12T06'),
        ],
      },
    );
  });

  it('state each parcel with its way, for a carrier', async () => {
    await expectStated(
      '17track.csv',
      { extends: '17track-carrier' },
      {
        leftOut: 2,
        records: [
          seen('picked-up', 'TN0001', '2026-05-03T15'),
          seen('picked-up', 'TN0002', '2026-05-04T07'),
          seen('picked-up', 'TN0004', '2026-05-06T06'),
          seen('departed', 'TN0001', '2026-05-04T00'),
          seen('arrived', 'TN0001', '2026-05-05T01'),
          seen('out-for-delivery', 'TN0001', '2026-05-06T06'),
          happened('delivered', 'TN0001', '2026-05-06T18'),
          happened('delivered', 'TN0002', '2026-05-07T08'),
          happened('returned', 'TN0004', '2026-05-12T06'),
        ],
      },
    );
  });
});
