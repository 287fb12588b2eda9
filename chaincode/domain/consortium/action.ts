import Type, { type Static } from 'typebox';
import { Commitment, ParticipantId, Time, closed, described, oneOf } from '../records/common.js';
import { AuthorityMatrix, FoldActivation, Hex32, Organisation, Parameters } from './document.js';
import { Accreditation, Participant, ParticipantKey, Scope, roles } from './participant.js';
import { PolicyDocument } from './policy-document.js';

const participant = described(ParticipantId, 'The participant');

/** What a proposal changes. */
export const Action = Type.Union([
  closed(
    { type: Type.Literal('participant.register'), participant: described(Participant, 'The newcomer') },
    'Registers a participant with its keys. Its organisation may do so alone within its roles, without accreditation',
  ),
  closed(
    {
      type: Type.Literal('participant.update'),
      id: participant,
      roles: Type.Optional(
        Type.Array(oneOf(roles), {
          minItems: 1,
          maxItems: 8,
          uniqueItems: true,
          description: 'All of its roles from then on',
        }),
      ),
      scope: Type.Optional(described(Scope, 'All that narrows it from then on')),
      accreditation: Type.Optional(
        Type.Array(Accreditation, { maxItems: 64, description: 'All of its accreditation from then on' }),
      ),
      validUntil: Type.Optional(described(Time, 'When its registration ends')),
    },
    'Changes what a participant may state, or how long. What is left out stays. Takes k organisations',
  ),
  closed(
    {
      type: Type.Literal('participant.status'),
      id: participant,
      status: oneOf(['active', 'suspended', 'ended'], 'What has ended stays ended'),
    },
    'Suspends a participant, takes it back, or ends it. Its organisation may suspend it alone',
  ),
  closed(
    {
      type: Type.Literal('key.register'),
      id: participant,
      key: described(ParticipantKey, 'A further key'),
    },
    "Gives a participant a further key. Takes k organisations, but for keys of a platform's own sellers",
  ),
  closed(
    {
      type: Type.Literal('key.rotate'),
      id: participant,
      key: described(ParticipantKey, 'The next key'),
      proof: Type.String({
        maxLength: 4_096,
        description:
          'Compact JWS by a key of the participant that is in force: it vouches for the new one; "stl rotate-key" makes it',
      }),
    },
    'Gives a participant its next key, for which the one in force vouches. Its organisation may do so alone',
  ),
  closed(
    {
      type: Type.Literal('key.revoke'),
      id: participant,
      kid: described(Commitment, 'The key, by its RFC 7638 thumbprint'),
      reason: oneOf(['superseded', 'compromised', 'ceased'], 'Why'),
      fromBlock: Type.Optional(
        Type.Integer({
          minimum: 0,
          description:
            'The first block in which nothing that it signed counts; left out, what it signed stays',
        }),
      ),
    },
    'Takes a key away for good. Its organisation may do so alone',
  ),
  closed(
    { type: Type.Literal('policy.publish'), policy: described(PolicyDocument, 'Its next version') },
    'Puts the next version of a policy in force. Takes k organisations',
  ),
  closed(
    { type: Type.Literal('authority.set'), authority: AuthorityMatrix },
    'Says anew which roles may state which kinds of record. Takes k organisations',
  ),
  closed(
    {
      type: Type.Literal('organisations.set'),
      organisations: Type.Array(Organisation, {
        minItems: 1,
        maxItems: 64,
        description: 'All organisations from then on',
      }),
      k: Type.Integer({
        minimum: 1,
        maximum: 64,
        description: 'How many of them decide together: more than half',
      }),
    },
    'Says anew who the organisations are, with their keys, and how many decide. Takes k of those before',
  ),
  closed(
    {
      type: Type.Literal('witnesses.set'),
      witnesses: Type.Array(Type.String({ minLength: 1, maxLength: 300 }), {
        maxItems: 16,
        uniqueItems: true,
        description: 'C2SP verifier keys (`name+id+base64`) of cosigners outside the consortium',
      }),
      quorum: Type.Integer({
        minimum: 0,
        maximum: 16,
        description:
          'How many of them must have seen a checkpoint before a reader takes it without a notice; 0: none need to',
      }),
    },
    'Says anew who watches the log from outside. Takes k organisations',
  ),
  closed(
    {
      type: Type.Literal('fold.activate'),
      fold: described(FoldActivation, 'Which rules turn facts into scores'),
    },
    'Puts the next fold version in force from a later epoch on. Takes k organisations',
  ),
  closed(
    {
      type: Type.Literal('parameters.set'),
      parameters: described(Parameters, 'All parameters from then on'),
    },
    'Sets the parameters anew. Takes k organisations',
  ),
]);
export type Action = Static<typeof Action>;

/** Its id is the lower-case hex SHA-256 of its RFC 8785 bytes. Executes once, only if `base` is current. */
export const Proposal = closed({
  ledger: described(Hex32, 'Ledger id'),
  seq: Type.Integer({ minimum: 0, description: "The proposer's own count" }),
  base: Type.Integer({ minimum: 0, description: '`seq` of the consortium that the proposer saw' }),
  action: described(Action, 'What it changes'),
  expires: described(Time, 'From then on it can no longer execute'),
});
export type Proposal = Static<typeof Proposal>;
