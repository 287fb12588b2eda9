import Type, { type Static } from 'typebox';
import { Commitment, ParticipantId, Time, closed, oneOf } from '../records/common.js';
import { AuthorityMatrix, FoldActivation, Hex32, Organisation, Parameters } from './document.js';
import { Accreditation, Participant, ParticipantKey, Scope, roles } from './participant.js';
import { PolicyDocument } from './policy-document.js';

/** What a proposal changes. */
export const Action = Type.Union([
  closed({ type: Type.Literal('participant.register'), participant: Participant }),
  closed({
    type: Type.Literal('participant.update'),
    id: ParticipantId,
    roles: Type.Optional(Type.Array(oneOf(roles), { minItems: 1, maxItems: 8, uniqueItems: true })),
    scope: Type.Optional(Scope),
    accreditation: Type.Optional(Type.Array(Accreditation, { maxItems: 64 })),
    validUntil: Type.Optional(Time),
  }),
  closed({
    type: Type.Literal('participant.status'),
    id: ParticipantId,
    status: oneOf(['active', 'suspended', 'ended']),
  }),
  closed({ type: Type.Literal('key.register'), id: ParticipantId, key: ParticipantKey }),
  closed({
    type: Type.Literal('key.rotate'),
    id: ParticipantId,
    key: ParticipantKey,
    /** Compact JWS by a key of the participant that is in force: it vouches for the new one (`composeKeyProof`). */
    proof: Type.String({ maxLength: 4_096 }),
  }),
  closed({
    type: Type.Literal('key.revoke'),
    id: ParticipantId,
    kid: Commitment,
    reason: oneOf(['superseded', 'compromised', 'ceased']),
    fromBlock: Type.Optional(Type.Integer({ minimum: 0 })),
  }),
  closed({ type: Type.Literal('policy.publish'), policy: PolicyDocument }),
  closed({ type: Type.Literal('authority.set'), authority: AuthorityMatrix }),
  closed({
    type: Type.Literal('organisations.set'),
    organisations: Type.Array(Organisation, { minItems: 1, maxItems: 64 }),
    k: Type.Integer({ minimum: 1, maximum: 64 }),
  }),
  closed({
    type: Type.Literal('witnesses.set'),
    /** C2SP verifier keys (`name+id+base64`) of cosigners outside the consortium. */
    witnesses: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), { maxItems: 16, uniqueItems: true }),
    /** How many of them must have seen a checkpoint before a reader takes it without a notice; 0: none need to. */
    quorum: Type.Integer({ minimum: 0, maximum: 16 }),
  }),
  closed({ type: Type.Literal('fold.activate'), fold: FoldActivation }),
  closed({ type: Type.Literal('parameters.set'), parameters: Parameters }),
]);
export type Action = Static<typeof Action>;

/** Its id is the lower-case hex SHA-256 of its RFC 8785 bytes. Executes once, only if `base` is current. */
export const Proposal = closed({
  ledger: Hex32,
  seq: Type.Integer({ minimum: 0 }),
  /** `consortium.seq` the proposer saw. */
  base: Type.Integer({ minimum: 0 }),
  action: Action,
  expires: Time,
});
export type Proposal = Static<typeof Proposal>;
