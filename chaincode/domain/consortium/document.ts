import Type, { type Static } from 'typebox';
import { Participant, roles } from './participant.js';
import { PolicyDocument } from './policy-document.js';
import { Commitment, ParticipantId, closed, described, oneOf } from '../records/common.js';

export const Hex32 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** A P-256 key. */
const Es256Key = closed({
  kid: described(Commitment, 'RFC 7638 SHA-256 thumbprint of the key'),
  x: Commitment,
  y: Commitment,
});

const organisationKeys = {
  signKey: described(Es256Key, 'ES256 key for what its gateway signs: answers, badges'),
  logKey: described(Commitment, 'Ed25519 key for its word as log'),
  cosignerKey: described(Commitment, 'Ed25519 key for its word as cosigner'),
};

/** Keys that an organisation had before, and whose signatures still count as its own. A stolen key is never among them. */
export const PreviousKeys = Type.Partial(closed(organisationKeys), {
  additionalProperties: false,
  minProperties: 1,
});

export const Organisation = closed({
  id: described(ParticipantId, 'Its id, for good: lower-case letters, digits and -'),
  mspId: Type.String({
    pattern: '^[A-Za-z][A-Za-z0-9.-]{0,63}$',
    description: 'The id of its Fabric MSP',
  }),
  name: Type.String({ minLength: 1, maxLength: 80, description: 'What people call it' }),
  roles: Type.Array(oneOf(roles), {
    maxItems: 8,
    uniqueItems: true,
    description: 'Roles whose participants it may register alone',
  }),
  url: Type.String({
    pattern: '^https?://[!-~]{1,200}$',
    description: 'The address of its gateway, without a path; its badges name it',
  }),
  ...organisationKeys,
  /** There is never one of before: who changes it takes the old one's word away at once. */
  adminKey: described(
    Es256Key,
    'ES256 key of its administrator, who signs proposals and approvals; never on a gateway',
  ),
  previous: Type.Optional(
    described(PreviousKeys, 'Keys of before, whose signatures still count as its own; none at the founding'),
  ),
});
export type Organisation = Static<typeof Organisation>;

export const AuthorityMatrix = Type.Record(
  Type.String({ pattern: '^[a-z-]{1,32}$' }),
  Type.Array(Type.String({ pattern: '^[a-z0-9.-]{1,48}$' }), { uniqueItems: true, maxItems: 64 }),
  { description: 'By role, the kinds of record that its participants may state' },
);
export type AuthorityMatrix = Static<typeof AuthorityMatrix>;

export const FoldActivation = closed({
  version: Type.Integer({ minimum: 1, description: 'The rules by which facts are folded' }),
  fromEpoch: Type.Integer({
    minimum: 0,
    description: 'The epoch from which on they hold; 0 at the founding',
  }),
});

export const Parameters = closed({
  demo: Type.Boolean({ description: 'Whether every page and badge calls the ledger a demonstration' }),
  shiftedDays: Type.Optional(
    Type.Integer({
      minimum: -100_000,
      maximum: 100_000,
      description: "By how many days a demonstration's imported history was moved; every answer then says so",
    }),
  ),
});
export type Parameters = Static<typeof Parameters>;

/** Genesis. Ledger id = lower-case hex SHA-256 of its RFC 8785 bytes. */
export const ConsortiumDocument = closed({
  v: Type.Literal(1, { description: 'The form of this document' }),
  organisations: Type.Array(Organisation, {
    minItems: 1,
    maxItems: 64,
    description: 'Who founds the ledger; ids, MSP ids and keys differ from one to the other',
  }),
  k: Type.Integer({
    minimum: 1,
    maximum: 64,
    description: 'How many organisations decide together: more than half of them',
  }),
  authority: AuthorityMatrix,
  policies: Type.Array(PolicyDocument, { maxItems: 64, description: 'The first versions of policies' }),
  participants: Type.Array(Participant, {
    maxItems: 256,
    description: 'Who may state facts from the start; organisations register others later',
  }),
  fold: described(FoldActivation, 'Which rules turn facts into scores'),
  parameters: described(Parameters, 'What kind of ledger it is'),
  nonce: described(Hex32, '256 random bits, so that no two ledgers share an id'),
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
