import Type from 'typebox';
import { DecisionProof } from '../../../chaincode/domain/proofs/decision.js';
import { EntryProof } from '../../../chaincode/domain/proofs/entry.js';
import { RecordProof } from '../../../chaincode/domain/proofs/record.js';
import { formatTlogProof } from '../../../chaincode/domain/proofs/tlog-proof.js';
import { SealProof } from '../../../chaincode/domain/proofs/seal.js';
import { SellerProof } from '../../../chaincode/domain/proofs/seller.js';
import type { App } from '../plugins/types.js';
import { named } from '../schemas/components.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { SealParams } from '../schemas/epoch.js';
import { ParticipantParams, PolicyParams, ProposalParams } from '../schemas/governance.js';
import { RecordParams } from '../schemas/record.js';
import { SellerParams } from '../schemas/seller.js';
import type { ProofMaker } from '../../services/read/proofs.js';

const RecordProofSchema = named('RecordProof', RecordProof);
// The other branch is null: nothing was ever stated about the seller.
named('ProvenSeller', SellerProof.properties.value.anyOf[0]);
const SellerProofSchema = named('SellerProof', SellerProof);
// Null where the ledger has no such entry.
named('ProvenEntry', EntryProof.properties.value.anyOf[0]);
const EntryProofSchema = named('EntryProof', EntryProof);
const DecisionProofSchema = named('DecisionProof', DecisionProof);
const SealProofSchema = named('SealProof', SealProof);

export function proofRoutes(app: App, proofs: ProofMaker): void {
  factProofRoutes(app, proofs);
  consortiumProofRoutes(app, proofs);
}

function factProofRoutes(app: App, proofs: ProofMaker): void {
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

/** What the consortium is, what it decided and what it agreed on: all of it is public. */
function consortiumProofRoutes(app: App, proofs: ProofMaker): void {
  app.get(
    '/v1/consortium/proof',
    {
      schema: {
        operationId: 'proveConsortium',
        tags: ['consortium'],
        summary:
          'Proof of who the organisations are, with their keys, and of all that they have decided as a whole',
        response: { 200: answer('The proof, checked by the SDK', EntryProofSchema), ...problemAnswers(409) },
      },
    },
    () => proofs.entry('consortium'),
  );

  app.get(
    '/v1/participants/:id/proof',
    {
      schema: {
        operationId: 'proveParticipant',
        tags: ['consortium'],
        summary:
          'Proof of what a participant may state, and with which keys; or that there is none of that id',
        params: ParticipantParams,
        response: {
          200: answer('The proof, checked by the SDK', EntryProofSchema),
          ...problemAnswers(400, 409),
        },
      },
    },
    (request) => proofs.entry(`participant/${request.params.id}`),
  );

  app.get(
    '/v1/policies/:name/:version/proof',
    {
      schema: {
        operationId: 'provePolicy',
        tags: ['consortium'],
        summary: 'Proof of one version of a policy, or that there is no such version',
        params: PolicyParams,
        response: {
          200: answer('The proof, checked by the SDK', EntryProofSchema),
          ...problemAnswers(400, 409),
        },
      },
    },
    (request) => proofs.entry(`policy/${request.params.name}/${request.params.version}`),
  );

  app.get(
    '/v1/proposals/:id/proof',
    {
      schema: {
        operationId: 'proveDecision',
        tags: ['consortium'],
        summary: 'Proof that a proposal was executed, and by whose signatures',
        params: ProposalParams,
        response: {
          200: answer('The proof, checked by the SDK', DecisionProofSchema),
          ...problemAnswers(400, 404, 409),
        },
      },
    },
    (request) => proofs.decision(request.params.id),
  );

  app.get(
    '/v1/epochs/:n/proof',
    {
      schema: {
        operationId: 'proveSeal',
        tags: ['consortium'],
        summary: 'Proof of what k organisations agreed on at a Seal, by the newest agreed checkpoint',
        params: SealParams,
        response: {
          200: answer('The proof, checked by the SDK', SealProofSchema),
          ...problemAnswers(400, 404, 409),
        },
      },
    },
    (request) => proofs.seal(Number(request.params.n)),
  );
}
