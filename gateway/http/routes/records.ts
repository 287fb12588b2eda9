import type { App } from '../plugins/types.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { RecordParams, RecordViewSchema } from '../schemas/record.js';
import type { Records } from '../../services/read/records.js';

export function recordRoutes(app: App, records: Records): void {
  app.get(
    '/v1/records/:id',
    {
      schema: {
        operationId: 'getRecord',
        tags: ['read'],
        summary: 'One record, as far as the caller may see it',
        params: RecordParams,
        response: {
          200: answer('The record, or that it is there and hidden', RecordViewSchema),
          ...problemAnswers(400, 404),
        },
      },
    },
    (request) => records.one(request.caller, request.params.id),
  );
}
