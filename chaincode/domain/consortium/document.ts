import Type, { type Static } from 'typebox';
import { Participant, roles } from './participant.js';
import { PolicyDocument } from './policy-document.js';
import { Commitment, ParticipantId, closed, oneOf } from '../records/common.js';

export const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A P-256 key: `kid` is its RFC 7638 SHA-256 thumbprint. */
const Es256Key = closed({ kid: Commitment, x: Commitment, y: Commitment });

const organisationKeys = {
  /** ES256 key for what its gateway signs. */
  signKey: Es256Key,
  /** Ed25519 keys (32 bytes, base64url): as log, and as cosigner. */
  logKey: Commitment,
  cosignerKey: Commitment,
};

/** Keys that an organisation had before, and whose signatures still count as its own. A stolen key is never among them. */
export const PreviousKeys = Type.Partial(closed(organisationKeys), {
  additionalProperties: false,
  minProperties: 1,
});

export const Organisation = closed({
  id: ParticipantId,
  mspId: Type.String({ pattern: '^[A-Za-z][A-Za-z0-9.-]{0,63}$' }),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  /** Roles whose participants this organisation may register alone. */
  roles: Type.Array(oneOf(roles), { maxItems: 8, uniqueItems: true }),
  url: Type.String({ pattern: '^https?://[!-~]{1,200}$' }),
  ...organisationKeys,
  /**
   * ES256 key of its administrator: signs proposals and approvals. There is never one of before: who changes it takes the old
   * one's word away at once.
   */
  adminKey: Es256Key,
  previous: Type.Optional(PreviousKeys),
});
export type Organisation = Static<typeof Organisation>;

/** Role -> record kinds it may write. */
export const AuthorityMatrix = Type.Record(
  Type.String({ pattern: '^[a-z-]{1,32}$' }),
  Type.Array(Type.String({ pattern: '^[a-z0-9.-]{1,48}$' }), { uniqueItems: true, maxItems: 64 }),
);
export type AuthorityMatrix = Static<typeof AuthorityMatrix>;

export const FoldActivation = closed({
  version: Type.Integer({ minimum: 1 }),
  fromEpoch: Type.Integer({ minimum: 0 }),
});

/** `shiftedDays`: the demo's imported history was moved by so many days; every answer then says so. */
export const Parameters = closed({
  demo: Type.Boolean(),
  shiftedDays: Type.Optional(Type.Integer({ minimum: -100_000, maximum: 100_000 })),
});
export type Parameters = Static<typeof Parameters>;

/** Genesis. Ledger id = lower-case hex SHA-256 of its RFC 8785 bytes. */
export const ConsortiumDocument = closed({
  v: Type.Literal(1),
  organisations: Type.Array(Organisation, { minItems: 1, maxItems: 64 }),
  /** Approval threshold, 2k > n. */
  k: Type.Integer({ minimum: 1, maximum: 64 }),
  authority: AuthorityMatrix,
  policies: Type.Array(PolicyDocument, { maxItems: 64 }),
  participants: Type.Array(Participant, { maxItems: 256 }),
  fold: FoldActivation,
  parameters: Parameters,
  nonce: Hex32,
});
export type ConsortiumDocument = Static<typeof ConsortiumDocument>;

/** State key `consortium`: what is in force now. `seq` grows by one with each executed proposal. */
export interface ConsortiumState {
  readonly ledger: string;
  readonly seq: number;
  readonly organisations: readonly Organisation[];
  readonly k: number;
  /** Verifier keys of the witnesses that watch the log; left out before any were set. */
  readonly witnesses?: readonly string[];
  /** How many of the witnesses readers want to have seen a checkpoint; left out with them. */
  readonly quorum?: number;
  readonly authority: AuthorityMatrix;
  readonly fold: Static<typeof FoldActivation>;
  readonly parameters: Parameters;
  /** Policy name -> version in force. Documents: `policy/<name>/<version>`. */
  readonly policies: Readonly<Record<string, number>>;
}
