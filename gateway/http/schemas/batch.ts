import Type from 'typebox';
import { Receipt as ReceiptSchema } from '../../../chaincode/domain/proofs/receipt.js';
import { Commitment, closed } from './common.js';
import { named } from './components.js';

export const Receipt = named('Receipt', ReceiptSchema);

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
