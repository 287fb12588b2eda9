import type { App } from '../plugins/types.js';
import { BatchParams } from '../schemas/batch.js';
import { answer, problemAnswers, signatureNeeded } from '../schemas/answers.js';
import {
  BatchStandingAnswer,
  StandingAnswer,
  StandingBody,
  StatedAnswer,
  StatedBody,
} from '../schemas/standing.js';
import type { Standing } from '../../services/read/standing.js';
import type { StatedContents } from '../../services/read/stated-contents.js';

export function standingRoutes(app: App, standing: Standing, stated: StatedContents): void {
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

  app.post(
    '/v1/stated',
    {
      config: { isRead: true },
      schema: {
        operationId: 'getStated',
        tags: ['read'],
        summary: 'Which of up to 1,000 contents the caller has stated, in the order asked',
        description:
          'For a participant, of its own records. A content is the base64url SHA-256 of the record in canonical JSON (RFC 8785) ' +
          'and a line feed. Of records that say the same, the last is given, and whether it counts; null where there is none. ' +
          '`unsettled`: batches of the caller that this gateway has and cannot read yet: ask again once they have gone, ' +
          'before you state what is null.',
        security: signatureNeeded,
        body: StatedBody,
        response: {
          200: answer('One item for each content asked for', StatedAnswer),
          ...problemAnswers(400, 403, 413, 415),
        },
      },
    },
    (request) => ({ ...stated.of(request.caller, request.body.contents), next: null }),
  );
}
