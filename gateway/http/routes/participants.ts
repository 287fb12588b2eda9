import type { App } from '../plugins/types.js';
import { PageQuery, limitOf, page } from '../schemas/common.js';
import {
  KeyBatchSchema,
  KeyBatchesQuery,
  ParticipantParams,
  ParticipantSchema,
} from '../schemas/governance.js';
import { problemResponses } from '../schemas/problem.js';
import type { Members } from '../../services/read/members.js';

export function participantRoutes(app: App, members: Members): void {
  app.get(
    '/v1/participants',
    {
      schema: {
        operationId: 'listParticipants',
        tags: ['consortium'],
        summary: 'Who may state facts, with roles, keys and scope',
        querystring: PageQuery,
        response: { 200: page(ParticipantSchema), ...problemResponses(400) },
      },
    },
    (request) => members.list(request.query.cursor, limitOf(request.query)),
  );

  app.get(
    '/v1/participants/:id',
    {
      schema: {
        operationId: 'getParticipant',
        tags: ['consortium'],
        summary: 'One participant',
        params: ParticipantParams,
        response: { 200: ParticipantSchema, ...problemResponses(400, 404) },
      },
    },
    (request) => members.one(request.params.id),
  );

  app.get(
    '/v1/participants/:id/batches',
    {
      schema: {
        operationId: 'listKeyBatches',
        tags: ['consortium'],
        summary: 'What one key signed, for the participant and its organisation',
        security: [{ httpSignature: [] }],
        params: ParticipantParams,
        querystring: KeyBatchesQuery,
        response: { 200: page(KeyBatchSchema), ...problemResponses(400, 401, 403, 404) },
      },
    },
    (request) => {
      const { kid, cursor } = request.query;
      return members.keyBatches(request.caller, request.params.id, kid, cursor, limitOf(request.query));
    },
  );
}
