import Type from 'typebox';
import { Action, Proposal } from '../../../chaincode/domain/consortium/action.js';
import { Participant, ParticipantKey } from '../../../chaincode/domain/consortium/participant.js';
import { ProposalView } from '../../../chaincode/domain/governance/proposal.js';
import { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { AuthorityMatrix, ConsortiumDocument } from '../../../chaincode/domain/consortium/document.js';
import { noticeDays } from '../../../chaincode/domain/participants/ends.js';
import { oneOf } from '../../../chaincode/domain/records/common.js';
import { Commitment, Hex32, ParticipantId, Time, closed, pageQuery } from './common.js';
import { named } from './components.js';

for (const jwk of ParticipantKey.properties.jwk.anyOf) named(`Jwk${jwk.properties.kty.const}`, jwk);
named('ParticipantKey', ParticipantKey);
const EndSchema = closed(
  {
    what: oneOf(['registration', 'key', 'accreditation']),
    id: Type.String({ description: "The participant's id, a kid or a scheme" }),
    at: Time,
    days: Type.Integer({ description: 'Whole days left; below 0 once it has ended' }),
    notice: Type.Union(
      noticeDays.map((days) => Type.Literal(days)),
      { description: 'Announced so many days before the end; 7: renew it now' },
    ),
  },
  'What ends within 30 days or has ended: the most urgent',
);
named('Participant', Participant);
export const ParticipantViewSchema = named(
  'ParticipantView',
  closed({ ...Participant.properties, ends: Type.Optional(EndSchema) }),
);
export const PolicySchema = named('Policy', PolicyDocument);
/** `participant.register` is `ActionParticipantRegister`. */
const actionName = (type: string): string =>
  'Action' + type.replace(/(?:^|\.)([a-z])/g, (_match, letter: string) => letter.toUpperCase());
for (const action of Action.anyOf) named(actionName(action.properties.type.const), action);
named('Action', Action);
named('Proposal', Proposal);
const Jws = Type.String({ minLength: 1, description: "Compact JWS by the organisation's admin key" });
export const SignedProposalSchema = named('SignedProposal', closed({ jws: Jws }));
export const SignedApprovalSchema = named('SignedApproval', closed({ jws: Jws }));

export const ConsortiumDocumentSchema = named('ConsortiumDocument', ConsortiumDocument);

export const ProposalViewSchema = named('ProposalView', ProposalView);

export const AuthoritySchema = named(
  'Authority',
  closed({
    foldVersion: Type.Integer({ description: 'Kinds that came with a later version are not taken yet' }),
    authority: AuthorityMatrix,
  }),
);

export const KeyBatchSchema = named(
  'KeyBatch',
  closed({
    batch: Commitment,
    jti: Type.String(),
    n: Type.Integer(),
    block: Type.Integer(),
    tx: Type.Integer(),
    time: Time,
  }),
);

export const ParticipantParams = closed({ id: ParticipantId });
export const KeyBatchesQuery = closed({ ...pageQuery, kid: Commitment });
export const ProposalParams = closed({ id: Hex32 });
export const PolicyParams = closed({
  name: Type.String({ pattern: '^[a-z]{1,32}$' }),
  version: Type.String({ pattern: '^[1-9][0-9]{0,6}$' }),
});
