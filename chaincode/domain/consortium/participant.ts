import Type, { type Static } from 'typebox';
import {
  Commitment,
  Country,
  ParticipantId,
  Scheme,
  SellerId,
  Time,
  closed,
  described,
  oneOf,
} from '../records/common.js';

export const roles = [
  'platform',
  'certifier',
  'inspector',
  'carrier',
  'customs-broker',
  'payment-provider',
  'arbiter',
  'seller',
] as const;
export type Role = (typeof roles)[number];

const Coordinate = Commitment; // 32 bytes in canonical base64url

/** A participant's key: JWK members and its window. */
export const ParticipantKey = closed({
  kid: described(Commitment, 'RFC 7638 SHA-256 thumbprint of the key'),
  alg: oneOf(['ES256', 'Ed25519'], 'How it signs (RFC 7518, RFC 9864)'),
  jwk: Type.Union(
    [
      closed({ kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: Coordinate, y: Coordinate }),
      closed({ kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: Coordinate }),
    ],
    { description: 'The public key (RFC 7517)' },
  ),
  notBefore: described(Time, 'What it signed earlier does not count'),
  notAfter: described(Time, 'What it signs later does not count'),
  /** From `fromBlock` on, what the key signed does not count: it may only come to reach further back. */
  revoked: Type.Optional(
    closed(
      {
        at: described(Time, 'When it was first revoked'),
        fromBlock: Type.Optional(
          Type.Integer({ minimum: 0, description: 'The first block in which nothing of it counts' }),
        ),
        reason: oneOf(['superseded', 'compromised', 'ceased']),
      },
      'Written by the ledger when the key is revoked; never in a proposal',
    ),
  ),
});
export type ParticipantKey = Static<typeof ParticipantKey>;

/** Absent lists do not narrow. */
export const Scope = closed({
  jurisdictions: Type.Optional(
    Type.Array(Country, { maxItems: 249, uniqueItems: true, description: 'Only facts of these countries' }),
  ),
  schemes: Type.Optional(
    Type.Array(Scheme, {
      maxItems: 256,
      uniqueItems: true,
      description: 'Only certificates of these schemes',
    }),
  ),
  sellers: Type.Optional(
    Type.Array(SellerId, {
      maxItems: 1024,
      uniqueItems: true,
      description: 'Only facts about these sellers',
    }),
  ),
});
export type Scope = Static<typeof Scope>;

export const Accreditation = closed({
  body: Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$',
    description: 'The accreditation body that vouches for it',
  }),
  number: Type.String({
    pattern: '^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,63}$',
    description: 'Under which number',
  }),
  schemes: Type.Array(Scheme, {
    minItems: 1,
    maxItems: 256,
    uniqueItems: true,
    description: 'For which schemes',
  }),
  from: described(Time, 'From when on'),
  until: described(Time, 'Until when'),
});
export type Accreditation = Static<typeof Accreditation>;

/** State key `participant/<id>`. */
export const Participant = closed({
  id: described(ParticipantId, 'Its id, for good: lower-case letters, digits and -'),
  org: described(
    ParticipantId,
    'The organisation that answers for it; only it or k organisations may change it',
  ),
  roles: Type.Array(oneOf(roles), {
    minItems: 1,
    maxItems: 8,
    uniqueItems: true,
    description: 'What it may state goes by its roles',
  }),
  keys: Type.Array(ParticipantKey, { maxItems: 32, description: 'The keys it signs with' }),
  scope: described(Scope, 'Narrows what it may state; empty: nothing is narrowed'),
  accreditation: Type.Array(Accreditation, {
    maxItems: 64,
    description: 'Who vouches for it as certifier or inspector; takes the approval of others',
  }),
  status: oneOf(['active', 'suspended', 'ended'], 'Whether it may state facts; what has ended stays ended'),
  validFrom: described(Time, 'When its registration begins'),
  validUntil: described(Time, 'When its registration ends'),
});
export type Participant = Static<typeof Participant>;
