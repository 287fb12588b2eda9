import Type from 'typebox';
import { oneOf } from '../../../chaincode/domain/records/common.js';
import { referenceOutcomes } from '../../services/read/references.js';
import { Commitment, ParticipantId, SellerId, closed } from './common.js';
import { named } from './components.js';

/** Most references of one request. */
export const referencesMax = 500;

/** ASCII, since it is compared byte by byte: two spellings of one character would be two references. */
const Reference = Type.String({
  pattern: '^[!-~]+( [!-~]+)*$',
  maxLength: 128,
  description: "What the partner itself calls it: a tracking number, a payment's id. Capitals matter",
});

const SellersOrder = { seller: SellerId, order: Commitment };

export const ReferencesBody = closed({
  references: Type.Array(Reference, { minItems: 1, maxItems: referencesMax, uniqueItems: true }),
});

export const ReferencesAnswer = named(
  'FoundReferences',
  closed({
    items: Type.Array(
      closed({
        reference: Reference,
        orders: Type.Array(closed(SellersOrder), {
          description: 'None: it is not known here, or not for the caller',
        }),
      }),
    ),
    next: Type.Null(),
  }),
);

export const KeptReferencesBody = closed({
  references: Type.Array(closed({ partner: ParticipantId, reference: Reference, ...SellersOrder }), {
    minItems: 1,
    maxItems: referencesMax,
  }),
});

export const KeptReferencesAnswer = named(
  'KeptReferences',
  closed({ items: Type.Array(closed({ outcome: oneOf(referenceOutcomes) })), next: Type.Null() }),
);

export const ForgottenReferences = closed(SellersOrder);
export const ForgottenAnswer = named(
  'ForgottenReferences',
  closed({ forgotten: Type.Integer({ minimum: 0 }) }),
);
