import { Refusal } from '../../../chaincode/domain/errors.js';
import { parseTime } from '../../../chaincode/domain/time.js';
import { jsonBody } from '../plugins/json-body.js';
import { HttpProblemError } from '../plugins/problem.js';
import type { App } from '../plugins/types.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import { ScoreQuery, ScoreSchema, ScoresAnswer, ScoresBody, SellerParams } from '../schemas/seller.js';
import type { ScoreAnswer, Scores } from '../../services/read/scores.js';
import { ServiceError } from '../../services/common/service-error.js';

function dateOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const seconds = parseTime(`${text}T00:00:00Z`);
  if (seconds === undefined)
    throw new HttpProblemError('request_invalid', 'asof is not a date of the calendar.');
  return seconds;
}

type ScoreItem =
  { seller: string; score: ScoreAnswer } | { seller: string; problem: { code: string; reason: string } };

/** One seller without a score must not spoil the answer for the others. */
function item(scores: Scores, seller: string): ScoreItem {
  try {
    return { seller, score: scores.one(seller) };
  } catch (error) {
    const isAboutSeller =
      error instanceof Refusal || (error instanceof ServiceError && error.code === 'not_found');
    if (!isAboutSeller) throw error;
    return { seller, problem: { code: error.code, reason: error.message } };
  }
}

export function scoreRoutes(app: App, scores: Scores): void {
  app.get(
    '/v1/sellers/:id/score',
    {
      schema: {
        operationId: 'getScore',
        tags: ['read'],
        summary: "A seller's score with reasons, counts and windows, as of a date",
        params: SellerParams,
        querystring: ScoreQuery,
        response: { 200: answer('The score', ScoreSchema), ...problemAnswers(400, 404, 422, 503) },
      },
    },
    (request) => scores.one(request.params.id, dateOf(request.query.asof)),
  );

  void app.register((scope: App, _options, done) => {
    // Browsers ask before they send JSON to another site, and send text at once: a badge on a shop's page saves a request.
    jsonBody(scope, 'text/plain');
    scope.post(
      '/v1/scores',
      {
        config: { isRead: true },
        schema: {
          operationId: 'getScores',
          tags: ['read'],
          summary: 'Scores of up to 500 sellers as of today, in the order asked',
          description:
            'The body may also be sent as `text/plain`, which a page of another site may do without a preflight.',
          body: ScoresBody,
          response: {
            200: answer('One item for each seller, a problem where there is no score', ScoresAnswer),
            ...problemAnswers(400, 413, 415, 503),
          },
        },
      },
      (request) => ({ items: request.body.sellers.map((seller) => item(scores, seller)), next: null }),
    );
    done();
  });
}
