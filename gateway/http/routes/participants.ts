import type { App } from '../plugins/types.js';
import { PageQuery, limitOf, page } from '../schemas/common.js';
import {
  KeyBatchSchema,
  KeyBatchesQuery,
  ParticipantParams,
  ParticipantViewSchema,
} from '../schemas/governance.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
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
        response: {
          200: answer('A page of participants', page(ParticipantViewSchema)),
          ...problemAnswers(400),
        },
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
        response: { 200: answer('The participant', ParticipantViewSchema), ...problemAnswers(400, 404) },
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
        security: signatureNeeded,
        params: ParticipantParams,
        querystring: KeyBatchesQuery,
        response: {
          200: answer('A page of batches', page(KeyBatchSchema)),
          ...problemAnswers(400, 403, 404),
        },
      },
    },
    (request) => {
      const { kid, cursor } = request.query;
      return members.keyBatches(request.caller, request.params.id, kid, cursor, limitOf(request.query));
    },
  );
}
