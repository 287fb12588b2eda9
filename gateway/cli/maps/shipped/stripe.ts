import type { ShippedMap } from './shipped-map.js';

const utc = { dates: 'YYYY-MM-DD', hours: 'round', timeZone: 'UTC', decimals: '.', delimiter: ',' } as const;

/**
 * The report "balance change from activity", itemised. Its columns and the values of `reporting_category`: docs.stripe.com, "Report types"
 * and "Reporting categories". A row for each movement of money.
 */
export const stripeBalance: ShippedMap = {
  about: 'Stripe, itemised report "Balance change from activity" (CSV)',
  notes: [
    'For a payment provider: it quotes the order by its own number of the payment, "payment_intent_id", which the platform keeps beside the order.',
    'Choose the columns created_utc, currency, gross, reporting_category, charge_id and payment_intent_id.',
    'Charges, refunds, disputes and disputes that were won are stated. Fees, payouts, transfers, failed charges and failed refunds are left out.',
    'Amounts are gross: what the buyer paid or got back.',
  ],
  map: {
    ...utc,
    key: ['balance_transaction_id'],
    records: [
      {
        name: 'stripe-movement',
        kind: 'payment',
        columns: {
          created_utc: 'at',
          currency: 'amount.currency',
          // What left the account stands there with a minus; the event says so, too.
          gross: 'amount.size',
          reporting_category: 'event',
          charge_id: 'payment',
          payment_intent_id: 'reference',
        },
        values: {
          event: {
            charge: 'settled',
            refund: 'refunded',
            dispute: 'chargeback',
            dispute_reversal: 'chargeback-reversed',
          },
        },
        only: { reporting_category: ['charge', 'refund', 'dispute', 'dispute_reversal'] },
      },
    ],
  },
};

/** "Export" of the list of payments, with all columns. A row for each payment, with its dispute. */
export const stripeDisputes: ShippedMap = {
  about: "Stripe, the dashboard's list of payments exported with all columns (CSV): its disputes",
  notes: [
    'For a payment provider, beside or instead of stripe-balance: both state the same chargeback, and one of them counts.',
    'Inquiries (a status that begins with "warning") moved no money and are left out.',
    'It does not say when a dispute was decided: that the seller won one is in the balance report, so take stripe-balance for it.',
  ],
  map: {
    ...utc,
    key: ['id'],
    records: [
      {
        name: 'stripe-chargeback',
        kind: 'payment',
        columns: {
          id: 'payment',
          'Dispute Date (UTC)': 'at',
          Currency: 'amount.currency',
          'Disputed Amount': 'amount.amount',
          'PaymentIntent ID': 'reference',
        },
        constants: { event: 'chargeback' },
        only: { 'Dispute Status': ['needs_response', 'under_review', 'won', 'lost', 'charge_refunded'] },
      },
    ],
  },
};
