import Type from 'typebox';
import { HttpProblemError } from '../plugins/problem.js';
import type { App } from '../plugins/types.js';
import { BatchParams, Job, JobParams, Receipt } from '../schemas/batch.js';
import { answer, location, problemAnswers } from '../schemas/answers.js';
import type { Batches } from '../../services/write/batches.js';
import type { ProofMaker } from '../../services/read/proofs.js';

export const batchBytesMax = 2 * 1024 * 1024;
/** Longest `Prefer: wait` that is honoured, in seconds; under the gateway's own limit for an answer. */
const waitMaxSeconds = 30;

/** Seconds of RFC 7240 `wait`; 0 when the sender does not want to wait. */
function waitOf(prefer: string | string[] | undefined): number {
  const match = /(?:^|[,;\s])wait\s*=\s*"?(\d+)"?(?=$|[,;\s])/i.exec([prefer].flat().join(','));
  return match === null ? 0 : Math.min(Number(match[1]), waitMaxSeconds);
}

const Preferences = Type.Object({
  prefer: Type.Optional(
    Type.String({
      description: '`wait=N` (RFC 7240): for how many seconds to wait for the receipt; 30 at most',
    }),
  ),
});
const accepted = {
  ...location,
  'Preference-Applied': { type: 'string', description: '`wait=N`, where Prefer asked for it (RFC 7240)' },
};

export async function batchRoutes(
  app: App,
  batches: Batches,
  proofs: Pick<ProofMaker, 'receipt'>,
): Promise<void> {
  await app.register((scope, _options, done) => {
    // Only here: elsewhere NDJSON is a media type nobody takes.
    scope.addContentTypeParser('application/x-ndjson', { parseAs: 'buffer' }, (request, body, parsed) => {
      request.rawBody = body as Buffer;
      parsed(null, body);
    });
    scope.post(
      '/v1/batches',
      {
        bodyLimit: batchBytesMax,
        schema: {
          operationId: 'submitBatch',
          tags: ['write'],
          summary: 'Submit a signed batch of records',
          description:
            'Body: NDJSON as in docs/batch-format.md. `Prefer: wait=N` (at most 30 s) waits for commit and projection; ' +
            'without it, or when the time runs out, the answer is 202 and the batch is kept durably until the ledger ' +
            'takes or refuses it. Sending the same bytes again is always safe: what can be read here is answered with 201 at once.',
          consumes: ['application/x-ndjson'],
          headers: Preferences,
          body: Type.Unsafe<Buffer>({ description: 'NDJSON: one line of signature, then one line a record' }),
          response: {
            201: answer('The receipt: the batch is committed, and can be read here', Receipt, {
              headers: accepted,
            }),
            202: answer('The job: the batch is on the disk of this gateway', Job, { headers: accepted }),
            ...problemAnswers(400, 409, 413, 415, 422, 429, 503),
          },
        },
      },
      async (request, reply) => {
        if (request.rawBody === undefined) {
          throw new HttpProblemError(
            'media_type_unsupported',
            'A batch is a body of type application/x-ndjson.',
          );
        }
        const wait = waitOf(request.headers.prefer);
        if (wait > 0) reply.header('preference-applied', `wait=${wait}`);
        const submission = await batches.submit(request.rawBody, wait);
        if (submission.type === 'receipt') {
          return reply
            .code(201)
            .header('location', `/v1/batches/${submission.receipt.batch}`)
            .send(submission.receipt);
        }
        return reply.code(202).header('location', `/v1/jobs/${submission.job.id}`).send(submission.job);
      },
    );
    done();
  });

  app.get(
    '/v1/batches/:id',
    {
      schema: {
        operationId: 'getBatch',
        tags: ['write'],
        summary: 'The receipt of a committed batch, with its place in the log once that is sealed',
        params: BatchParams,
        response: { 200: answer('The receipt', Receipt), ...problemAnswers(400, 404) },
      },
    },
    (request) => {
      const receipt = batches.receipt(request.params.id);
      const inclusion = proofs.receipt(receipt.batch);
      return inclusion === undefined ? receipt : { ...receipt, inclusion };
    },
  );

  app.get(
    '/v1/jobs/:id',
    {
      schema: {
        operationId: 'getJob',
        tags: ['write'],
        summary: 'What became of a batch acknowledged with 202',
        description: 'Kept for a day after it ended. `problem` has every defect when it failed.',
        params: JobParams,
        response: { 200: answer('The job as it stands', Job), ...problemAnswers(400, 404) },
      },
    },
    (request) => batches.job(request.params.id),
  );
}
