import Type, { type Static } from 'typebox';
import { AmountBand, Commitment, HourTime, SellerId, closed, oneOf, optionalMembers } from './common.js';
import type { RecordDefinition } from './definition.js';

/**
 * What a payment partner did with the money of an order (Visa VAMP terms). `token` is a commitment, the same for all that
 * becomes of one payment. A reversed chargeback is one that the seller won.
 */
export const Payment = closed({
  kind: Type.Literal('payment'),
  seller: SellerId,
  at: HourTime,
  order: Commitment,
  token: Commitment,
  event: oneOf([
    'settled',
    'payout-due',
    'payout-done',
    'refunded',
    'chargeback',
    'chargeback-reversed',
    'fraud-confirmed',
  ]),
  amount: AmountBand,
  ...optionalMembers,
});
export type Payment = Static<typeof Payment>;

export const payment: RecordDefinition<typeof Payment> = {
  schema: Payment,
  since: 1,
  check(record, findings) {
    findings.currency(record.amount.currency, '/amount/currency');
  },
};
