import Type from 'typebox';
import { LogInclusionSchema, SignedCheckpoint } from '../../../chaincode/domain/proofs/record.js';
import { Commitment, Hex32, ParticipantId, Time, closed } from './common.js';
import { named } from './components.js';

const Inclusion = closed({
  ...LogInclusionSchema.properties,
  checkpoint: SignedCheckpoint,
});

export const Receipt = named(
  'Receipt',
  closed({
    v: Type.Literal(1),
    ledger: Hex32,
    batch: Commitment,
    iss: ParticipantId,
    jti: Type.String({ pattern: '^[A-Za-z0-9._~-]{1,64}$' }),
    n: Type.Integer({ minimum: 1, maximum: 2000 }),
    root: Commitment,
    txId: Type.String(),
    block: Type.Integer({ minimum: 0 }),
    tx: Type.Integer({ minimum: 0 }),
    time: Time,
    inclusion: Type.Optional(Inclusion),
  }),
);

const Defect = closed({
  line: Type.Optional(Type.Integer()),
  pointer: Type.Optional(Type.String()),
  code: Type.String(),
  reason: Type.String(),
});

export const Job = named(
  'Job',
  closed({
    id: Type.String(),
    state: Type.Unsafe<'queued' | 'endorsed' | 'committed' | 'failed'>({
      type: 'string',
      enum: ['queued', 'endorsed', 'committed', 'failed'],
      description: 'queued: durable here. endorsed: the ledger has it, not yet readable here.',
    }),
    receipt: Type.Optional(Receipt),
    problem: Type.Optional(
      closed({ code: Type.String(), reason: Type.String(), errors: Type.Array(Defect) }),
    ),
  }),
);

export const BatchParams = closed({ id: Commitment });
export const JobParams = closed({ id: Type.String({ pattern: '^[0-9a-z]{9}-[A-Za-z0-9_-]{22}$' }) });
