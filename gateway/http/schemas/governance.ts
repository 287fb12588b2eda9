import Type from 'typebox';
import { ProposalView } from '../../../chaincode/domain/governance/proposal.js';
import { PolicyDocument } from '../../../chaincode/domain/consortium/policy-document.js';
import { Proposal } from '../../../chaincode/domain/consortium/action.js';
import { Participant } from '../../../chaincode/domain/consortium/participant.js';
import { Commitment, Hex32, ParticipantId, Time, closed, pageQuery } from './common.js';
import { named } from './components.js';

export const ParticipantSchema = named('Participant', Participant);
export const ProposalSchema = named('Proposal', Proposal);
export const PolicySchema = named('Policy', PolicyDocument);

export const ProposalViewSchema = named(
  'ProposalView',
  closed({ ...ProposalView.properties, proposal: ProposalSchema }),
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
