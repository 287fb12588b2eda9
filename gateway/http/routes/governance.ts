import type { App } from '../plugins/types.js';
import { PageQuery, limitOf, page } from '../schemas/common.js';
import {
  AuthoritySchema,
  PolicyParams,
  PolicySchema,
  ProposalParams,
  ProposalViewSchema,
  SignedApprovalSchema,
  SignedProposalSchema,
} from '../schemas/governance.js';
import { answer, location, problemAnswers } from '../schemas/answers.js';
import type { Governance } from '../../services/write/governance.js';

/** A document of 256 KiB fits, as base64url. */
const proposalBytesMax = 384 * 1024;

export function governanceRoutes(app: App, governance: Governance): void {
  app.get(
    '/v1/proposals',
    {
      schema: {
        operationId: 'listProposals',
        tags: ['consortium'],
        summary: 'Proposals with their approvals',
        querystring: PageQuery,
        response: { 200: answer('A page of proposals', page(ProposalViewSchema)), ...problemAnswers(400) },
      },
    },
    (request) => governance.proposals(request.query.cursor, limitOf(request.query)),
  );

  app.post(
    '/v1/proposals',
    {
      bodyLimit: proposalBytesMax,
      schema: {
        operationId: 'propose',
        tags: ['consortium'],
        summary: 'Bring a signed proposal; it counts as the approval of the organisation that signed it',
        body: SignedProposalSchema,
        response: {
          201: answer('The proposal, with this approval', ProposalViewSchema, { headers: location }),
          ...problemAnswers(400, 403, 409, 413, 415, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const proposal = await governance.propose(request.body.jws);
      return reply.code(201).header('location', `/v1/proposals/${proposal.id}`).send(proposal);
    },
  );

  app.get(
    '/v1/proposals/:id',
    {
      schema: {
        operationId: 'getProposal',
        tags: ['consortium'],
        summary: 'One proposal',
        params: ProposalParams,
        response: { 200: answer('The proposal', ProposalViewSchema), ...problemAnswers(400, 404) },
      },
    },
    (request) => governance.proposal(request.params.id),
  );

  app.post(
    '/v1/proposals/:id/approvals',
    {
      schema: {
        operationId: 'approve',
        tags: ['consortium'],
        summary: 'Bring a signed approval of the proposal',
        params: ProposalParams,
        body: SignedApprovalSchema,
        response: {
          201: answer('The proposal, with this approval', ProposalViewSchema, { headers: location }),
          ...problemAnswers(400, 403, 404, 409, 413, 415, 422, 503),
        },
      },
    },
    async (request, reply) => {
      const proposal = await governance.approve(request.params.id, request.body.jws);
      return reply.code(201).header('location', `/v1/proposals/${proposal.id}`).send(proposal);
    },
  );

  app.get(
    '/v1/authority',
    {
      schema: {
        operationId: 'getAuthority',
        tags: ['consortium'],
        summary: 'Which roles may state which kinds of record, and the fold version in force',
        response: {
          200: answer('Role to kinds, and the fold version', AuthoritySchema),
          ...problemAnswers(503),
        },
      },
    },
    () => governance.authority(),
  );

  app.get(
    '/v1/policies',
    {
      schema: {
        operationId: 'listPolicies',
        tags: ['consortium'],
        summary: 'Policies in force and their earlier versions',
        response: { 200: answer('All policies', page(PolicySchema)), ...problemAnswers() },
      },
    },
    () => governance.policies(),
  );

  app.get(
    '/v1/policies/:name/:version',
    {
      schema: {
        operationId: 'getPolicy',
        tags: ['consortium'],
        summary: 'One version of a policy',
        params: PolicyParams,
        response: { 200: answer('The policy', PolicySchema), ...problemAnswers(400, 404) },
      },
    },
    (request) => governance.policy(request.params.name, Number(request.params.version)),
  );
}
