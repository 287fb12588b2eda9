import Type from 'typebox';
import { RecordProof } from '../../../chaincode/domain/proofs/record.js';
import { formatTlogProof } from '../../../chaincode/domain/proofs/tlog-proof.js';
import { SellerProof } from '../../../chaincode/domain/proofs/seller.js';
import type { App } from '../plugins/types.js';
import { named } from '../schemas/components.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { RecordParams } from '../schemas/record.js';
import { SellerParams } from '../schemas/seller.js';
import type { ProofMaker } from '../../services/read/proofs.js';

const RecordProofSchema = named('RecordProof', RecordProof);
// The other branch is null: nothing was ever stated about the seller.
named('ProvenSeller', SellerProof.properties.value.anyOf[0]);
const SellerProofSchema = named('SellerProof', SellerProof);

export function proofRoutes(app: App, proofs: ProofMaker): void {
  app.get(
    '/v1/records/:id/proof',
    {
      schema: {
        operationId: 'proveRecord',
        tags: ['read'],
        summary: 'Proof that a record stands on the ledger; whoever may read it can show it to anyone',
        params: RecordParams,
        response: {
          200: answer('The proof, checked by the SDK', RecordProofSchema),
          ...problemAnswers(400, 403, 404, 409),
        },
      },
    },
    (request) => proofs.record(request.caller, request.params.id),
  );

  // An address of its own: answers are cached by theirs, and a tlog-proof has no media type to be asked for by.
  app.get(
    '/v1/records/:id/proof.tlog-proof',
    {
      schema: {
        operationId: 'proveRecordAsTlogProof',
        tags: ['read'],
        summary: 'The same proof as one file (C2SP tlog-proof), which `stl verify` checks offline',
        params: RecordParams,
        response: {
          200: answer('The file', Type.String({ description: 'C2SP tlog-proof' }), { type: 'text/plain' }),
          ...problemAnswers(400, 403, 404, 409),
        },
      },
    },
    (request, reply) =>
      reply
        .type('text/plain; charset=utf-8')
        .serializer((text: string) => text)
        .send(formatTlogProof(proofs.record(request.caller, request.params.id))),
  );

  app.get(
    '/v1/sellers/:id/proof',
    {
      schema: {
        operationId: 'proveSeller',
        tags: ['read'],
        summary: 'Proof of what the ledger says of a seller, or that it says nothing',
        params: SellerParams,
        response: {
          200: answer('The proof, checked by the SDK', SellerProofSchema),
          ...problemAnswers(400, 409),
        },
      },
    },
    (request) => proofs.seller(request.params.id),
  );
}
