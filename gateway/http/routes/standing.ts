import type { App } from '../plugins/types.js';
import { BatchParams } from '../schemas/batch.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import { BatchStandingAnswer, StandingAnswer, StandingBody } from '../schemas/standing.js';
import type { Standing } from '../../services/read/standing.js';

export function standingRoutes(app: App, standing: Standing): void {
  app.get(
    '/v1/batches/:id/standing',
    {
      schema: {
        operationId: 'getBatchStanding',
        tags: ['read'],
        summary: 'Which records of a batch count, and why the others do not',
        description:
          'For the issuer of the batch and its organisation. A receipt says that records are on the ledger; this says ' +
          'whether they count. Where `final` is false, what others state later can change the answer.',
        params: BatchParams,
        security: signatureNeeded,
        response: {
          200: answer('One item for each record of the batch, in its order', BatchStandingAnswer),
          ...problemAnswers(400, 403, 404),
        },
      },
    },
    (request) => ({
      batch: request.params.id,
      items: standing.ofBatch(request.caller, request.params.id),
      next: null,
    }),
  );

  app.post(
    '/v1/standing',
    {
      config: { isRead: true },
      schema: {
        operationId: 'getStanding',
        tags: ['read'],
        summary: 'Whether each of up to 500 records counts, in the order asked',
        description:
          '`counts` is null for a record that is not on the ledger or not for the caller: the two read alike.',
        body: StandingBody,
        response: {
          200: answer('One item for each record asked for', StandingAnswer),
          ...problemAnswers(400, 413, 415),
        },
      },
    },
    (request) => ({ items: standing.ofRecords(request.caller, request.body.records), next: null }),
  );
}
