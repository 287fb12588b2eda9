import Type, { type Static } from 'typebox';
import {
  Commitment,
  Country,
  ParticipantId,
  Scheme,
  SellerId,
  Time,
  closed,
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

/** A participant's key: JWK members, `kid` (RFC 7638 SHA-256 thumbprint) and its window. */
export const ParticipantKey = closed({
  kid: Commitment,
  alg: oneOf(['ES256', 'Ed25519']),
  jwk: Type.Union([
    closed({ kty: Type.Literal('EC'), crv: Type.Literal('P-256'), x: Coordinate, y: Coordinate }),
    closed({ kty: Type.Literal('OKP'), crv: Type.Literal('Ed25519'), x: Coordinate }),
  ]),
  notBefore: Time,
  notAfter: Time,
  /** From `fromBlock` on, what the key signed does not count: it may only come to reach further back. `at` is the time of the first revoking transaction. */
  revoked: Type.Optional(
    closed({
      at: Time,
      fromBlock: Type.Optional(Type.Integer({ minimum: 0 })),
      reason: oneOf(['superseded', 'compromised', 'ceased']),
    }),
  ),
});
export type ParticipantKey = Static<typeof ParticipantKey>;

/** Absent lists do not narrow. */
export const Scope = closed({
  jurisdictions: Type.Optional(Type.Array(Country, { maxItems: 249, uniqueItems: true })),
  schemes: Type.Optional(Type.Array(Scheme, { maxItems: 256, uniqueItems: true })),
  sellers: Type.Optional(Type.Array(SellerId, { maxItems: 1024, uniqueItems: true })),
});
export type Scope = Static<typeof Scope>;

/** An interval in which an accreditation body vouches for a certifier or inspector. */
export const Accreditation = closed({
  body: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9 ._-]{0,63}$' }),
  number: Type.String({ pattern: '^[A-Za-z0-9][A-Za-z0-9 ./_-]{0,63}$' }),
  schemes: Type.Array(Scheme, { minItems: 1, maxItems: 256, uniqueItems: true }),
  from: Time,
  until: Time,
});
export type Accreditation = Static<typeof Accreditation>;

/** State key `participant/<id>`. `org` is the organisation's id; only it or k organisations may change it. */
export const Participant = closed({
  id: ParticipantId,
  org: ParticipantId,
  roles: Type.Array(oneOf(roles), { minItems: 1, maxItems: 8, uniqueItems: true }),
  keys: Type.Array(ParticipantKey, { maxItems: 32 }),
  scope: Scope,
  accreditation: Type.Array(Accreditation, { maxItems: 64 }),
  status: oneOf(['active', 'suspended', 'ended']),
  validFrom: Time,
  validUntil: Time,
});
export type Participant = Static<typeof Participant>;
