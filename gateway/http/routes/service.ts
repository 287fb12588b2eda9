import Type from 'typebox';
import type { App } from '../plugins/types.js';
import { Time, closed } from '../schemas/common.js';
import { named } from '../schemas/components.js';
import { problemTable, type ProblemCode } from '../schemas/problem-table.js';
import { HttpProblemError } from '../plugins/problem.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import type { Services } from './services.js';

const Live = closed({ status: Type.Literal('live') });
const Ready = named(
  'Readiness',
  closed({
    ready: Type.Boolean(),
    ledger: closed({
      ok: Type.Boolean(),
      detail: Type.String(),
      height: Type.Union([Type.Integer(), Type.Null()]),
    }),
    projection: closed({
      state: Type.String(),
      code: Type.Optional(
        Type.String({
          description:
            '`root_disagrees`: k organisations agree on another result of an epoch than this gateway folds; ' +
            '`does_not_follow`: the ledger holds what nobody signed',
        }),
      ),
      detail: Type.String(),
      height: Type.Integer(),
    }),
    backlog: Type.Union([Type.Integer(), Type.Null()]),
    queued: Type.Integer(),
    signer: closed(
      { ok: Type.Boolean(), detail: Type.String() },
      "What holds the organisation's keys: while it does not sign, nothing under /v1 is answered anew",
    ),
    stores: Type.Array(
      closed({
        name: Type.String({ description: '`ledger`, `projection` or `jobs`' }),
        state: Type.Union([Type.Literal('sound'), Type.Literal('damaged')]),
        scrubbedAt: Type.Union([Time, Type.Null()], {
          description: 'When all of it was last read through and found whole; null if not since the start',
        }),
        detail: Type.String(),
      }),
    ),
  }),
);

export function serviceRoutes(app: App, { readiness }: Services): void {
  const config = { isStatic: true };
  app.get(
    '/livez',
    {
      config,
      schema: {
        operationId: 'isLive',
        tags: ['service'],
        summary: 'The process answers',
        response: { 200: answer('It does', Live), ...problemAnswers(500) },
      },
    },
    () => ({ status: 'live' as const }),
  );

  app.get(
    '/readyz',
    {
      config,
      schema: {
        operationId: 'isReady',
        tags: ['service'],
        summary: 'Whether to send requests here: ledger, projection and backlog',
        response: { 200: answer('It is', Ready), 503: answer('It is not', Ready), ...problemAnswers(500) },
      },
    },
    async (_request, reply) => {
      const state = await readiness();
      return reply.code(state.ready ? 200 : 503).send(state);
    },
  );

  app.get<{ Params: { code: string } }>(
    '/problems/:code',
    { config, schema: { hide: true } },
    (request, reply) => {
      const { code } = request.params;
      if (!Object.hasOwn(problemTable, code))
        throw new HttpProblemError('not_found', 'There is no such problem.');
      const { status, title, advice } = problemTable[code as ProblemCode];
      return reply.type('text/plain; charset=utf-8').send(`${code} (${status})\n\n${title}.\n\n${advice}\n`);
    },
  );
}
