import Type from 'typebox';
import { oneOf } from '../../../chaincode/domain/records/common.js';
import type { App } from '../plugins/types.js';
import { Time, closed } from '../schemas/common.js';
import { named } from '../schemas/components.js';
import { problemTable, type ProblemCode } from '../schemas/problem-table.js';
import { HttpProblemError } from '../plugins/problem.js';
import { answer, problemAnswers } from '../schemas/answers.js';
import type { DiskState } from '../../services/common/disk.js';
import type { Services } from './services.js';

const Live = closed({ status: Type.Literal('live') });
const condition = { ok: Type.Boolean(), detail: Type.String() };
const Ready = named(
  'Readiness',
  closed({
    ready: Type.Boolean({ description: 'Both reads and writes are ok' }),
    reads: closed(condition, 'Whether answers may be made of what is folded here'),
    writes: closed(
      condition,
      'Whether a batch would be taken and brought to the ledger now; never ok where reads are not',
    ),
    ledger: closed({
      ...condition,
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
    disk: Type.Unsafe<DiskState>({
      ...oneOf(['fine', 'nearly_full', 'full']),
      description: 'Of the data directory. When it is full, nothing is written',
    }),
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

const ReadyQuery = closed({
  for: Type.Optional(
    Type.Unsafe<'reads' | 'writes'>({
      ...oneOf(['reads', 'writes']),
      description: 'What the status code speaks of. Default: `reads`',
    }),
  ),
});

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
        summary: 'Whether to send requests here: to read or, with `for=writes`, to write',
        querystring: ReadyQuery,
        response: { 200: answer('It is', Ready), 503: answer('It is not', Ready), ...problemAnswers(500) },
      },
    },
    async (request, reply) => {
      const state = await readiness();
      return reply.code(state[request.query.for ?? 'reads'].ok ? 200 : 503).send(state);
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
