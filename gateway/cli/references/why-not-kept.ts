import type { ReferenceOutcome } from '../../sdk/client/index.js';

export type NotKept = Exclude<ReferenceOutcome, 'kept'>;

/** Why the gateway keeps a reference not, for a person. */
export const whyNotKept: Readonly<Record<NotKept, string>> = {
  order_missing: 'no order of yours with this commitment stands for the seller',
  partner_not_named: 'neither the order nor its dispatch names the partner in "parties"',
  ended: 'the order is older than the gateway keeps references',
  too_many: 'this reference belongs to 50 orders already',
};
