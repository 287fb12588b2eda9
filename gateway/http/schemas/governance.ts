import Type from 'typebox';
import { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { AuthorityMatrix } from '../../../chaincode/domain/consortium/document.js';
import { Proposal } from '../../../chaincode/domain/consortium/action.js';
import { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { Commitment, Hex32, ParticipantId, Time, closed, pageQuery } from './common.js';
import { named } from './components.js';

export const ParticipantSchema = named('Participant', Participant);
export const ProposalSchema = named('Proposal', Proposal);
export const PolicySchema = named('Policy', PolicyDocument);

export const AuthoritySchema = named(
  'Authority',
  closed({
    foldVersion: Type.Integer({ description: 'Kinds that came with a later version are not taken yet' }),
    authority: AuthorityMatrix,
  }),
);

export const ProposalViewSchema = named(
  'ProposalView',
  closed({
    id: Hex32,
    proposal: ProposalSchema,
    proposer: ParticipantId,
    approvals: Type.Array(ParticipantId),
    status: Type.Unsafe<'open' | 'executed' | 'expired' | 'stale'>({
      type: 'string',
      enum: ['open', 'executed', 'expired', 'stale'],
    }),
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
