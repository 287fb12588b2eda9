import { sha256 } from '@noble/hashes/sha2.js';
import Type from 'typebox';
import { cosignerNoteKey, logNoteKey } from '../../chaincode/domain/checkpoints/statement.js';
import { verifierKey } from '../../chaincode/domain/tlog/note.js';
import type { App } from '../plugins/types.js';
import { closed, shiftedDays } from '../schemas/common.js';
import { named } from '../schemas/components.js';
import { problemTable, type ProblemCode } from '../schemas/problem-table.js';
import { HttpProblemError } from '../plugins/problem.js';
import { problemResponses } from '../schemas/problem.js';
import type { Services } from './services.js';

const KeySchema = closed({
  kty: Type.Literal('EC'),
  crv: Type.Literal('P-256'),
  x: Type.String(),
  y: Type.String(),
  kid: Type.String(),
  alg: Type.Literal('ES256'),
  use: Type.Literal('sig'),
});
const Discovery = named(
  'Discovery',
  closed({
    ledgerId: Type.String(),
    mode: Type.String(),
    org: Type.String(),
    demo: Type.Boolean(),
    shiftedDays,
    k: Type.Integer(),
    seq: Type.Integer({ description: 'Base for the next proposal' }),
    organisations: Type.Array(
      closed({
        id: Type.String(),
        name: Type.String(),
        mspId: Type.String(),
        url: Type.String(),
        signKey: KeySchema,
        logKey: Type.String(),
        cosignerKey: Type.String(),
        /** As C2SP tools and witnesses take them. */
        verifierKeys: closed({ log: Type.String(), cosigner: Type.String() }),
      }),
    ),
    endpoints: Type.Record(Type.String(), Type.String()),
  }),
);
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
    projection: closed({ state: Type.String(), detail: Type.String(), height: Type.Integer() }),
    backlog: Type.Union([Type.Integer(), Type.Null()]),
    queued: Type.Integer(),
  }),
);

type SignKey = { readonly kid: string; readonly x: string; readonly y: string };
const asJwk = ({ kid, x, y }: SignKey) => ({
  kty: 'EC' as const,
  crv: 'P-256' as const,
  x,
  y,
  kid,
  alg: 'ES256' as const,
  use: 'sig' as const,
});

export function serviceRoutes(app: App, { about, readiness }: Services): void {
  const { publicUrl, org, mode } = about;
  const consortium = () => {
    const state = about.consortium();
    if (state === undefined)
      throw new HttpProblemError('projection_unavailable', 'No consortium is folded here yet.');
    return state;
  };

  app.get(
    '/.well-known/stl',
    {
      schema: {
        operationId: 'discover',
        tags: ['service'],
        summary: 'The ledger, its organisations and their keys, and where things are',
        response: { 200: Discovery, ...problemResponses(503) },
      },
    },
    () => {
      const { ledger: ledgerId, k, seq, organisations, parameters } = consortium();
      return {
        ledgerId,
        mode,
        org,
        ...parameters,
        k,
        seq,
        organisations: organisations.map(({ id, name, mspId, url, signKey, logKey, cosignerKey }) => ({
          id,
          name,
          mspId,
          url,
          signKey: asJwk(signKey),
          logKey,
          cosignerKey,
          verifierKeys: {
            log: verifierKey(sha256, logNoteKey(ledgerId, { logKey })),
            cosigner: verifierKey(sha256, cosignerNoteKey(ledgerId, { id, cosignerKey })),
          },
        })),
        endpoints: {
          batches: `${publicUrl}/v1/batches`,
          sellers: `${publicUrl}/v1/sellers`,
          scores: `${publicUrl}/v1/scores`,
          participants: `${publicUrl}/v1/participants`,
          proposals: `${publicUrl}/v1/proposals`,
          policies: `${publicUrl}/v1/policies`,
          jwks: `${publicUrl}/.well-known/jwks.json`,
          openapi: `${publicUrl}/openapi.json`,
          docs: `${publicUrl}/docs`,
        },
      };
    },
  );

  app.get(
    '/.well-known/jwks.json',
    {
      schema: {
        operationId: 'getJwks',
        tags: ['service'],
        summary: 'The key that signs the answers of this gateway',
        response: { 200: closed({ keys: Type.Array(KeySchema) }), ...problemResponses(503) },
      },
    },
    () => ({
      keys: consortium()
        .organisations.filter(({ id }) => id === org)
        .map(({ signKey }) => asJwk(signKey)),
    }),
  );

  app.get(
    '/livez',
    {
      schema: {
        operationId: 'isLive',
        tags: ['service'],
        summary: 'The process answers',
        response: { 200: Live, ...problemResponses(500) },
      },
    },
    () => ({ status: 'live' as const }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        operationId: 'isReady',
        tags: ['service'],
        summary: 'Whether to send requests here: ledger, projection and backlog',
        response: { 200: Ready, 503: Ready, ...problemResponses(500) },
      },
    },
    async (_request, reply) => {
      const state = await readiness();
      return reply.code(state.ready ? 200 : 503).send(state);
    },
  );

  app.get('/openapi.json', { schema: { hide: true } }, () => app.swagger());

  app.get<{ Params: { code: string } }>('/problems/:code', { schema: { hide: true } }, (request, reply) => {
    const { code } = request.params;
    if (!Object.hasOwn(problemTable, code))
      throw new HttpProblemError('not_found', 'There is no such problem.');
    const { status, title, advice } = problemTable[code as ProblemCode];
    return reply.type('text/plain; charset=utf-8').send(`${code} (${status})\n\n${title}.\n\n${advice}\n`);
  });
}
