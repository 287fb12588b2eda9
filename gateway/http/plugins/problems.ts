import { METHODS } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemTable } from '../schemas/problem-table.js';
import { readRest } from './overlong-body.js';
import { problemBody, toProblem, type ProblemAnswer } from './problem.js';
import type { App } from './types.js';

/** Answers a person with a page that says what is wrong; undefined for a program. */
export type Lost = (
  request: FastifyRequest,
  reply: FastifyReply,
  answer: ProblemAnswer,
) => FastifyReply | undefined;

/** Every error leaves as application/problem+json (RFC 9457), or as a page where a person's browser asked for one. */
export function problems(app: App, publicUrl: string, lost: Lost): void {
  app.decorateRequest('problem', undefined);
  const send = (request: FastifyRequest, reply: FastifyReply, answer: ProblemAnswer): FastifyReply => {
    request.problem = answer.code;
    const { status } = problemTable[answer.code];
    if (answer.retryAfter !== undefined) reply.header('retry-after', String(answer.retryAfter));
    return reply
      .code(status)
      .header('cache-control', 'no-store')
      .type('application/problem+json')
      .serializer((payload: unknown) => payload as string)
      .send(problemBody(answer, publicUrl, request.id));
  };

  app.setErrorHandler(async (error, request, reply) => {
    const answer = toProblem(error);
    if (answer.code === 'body_too_large') await readRest(request.raw);
    // A sender that went away in mid-body is no failure of ours, and nobody reads the answer.
    const isOurs = answer.code === 'internal_error' && !request.raw.readableAborted;
    if (isOurs) request.log.error({ failure: error }, 'unexpected failure');
    return lost(request, reply, answer) ?? send(request, reply, answer);
  });

  const methods = knownMethods(app);
  app.setNotFoundHandler((request, reply) => {
    const allowed = methods.of(request.url.split('?', 1)[0] ?? '');
    // A route that takes the method has looked and found nothing.
    if (allowed.length === 0 || allowed.includes(request.method)) {
      const problem = { code: 'route_not_found', detail: 'There is nothing at this address.' } as const;
      return lost(request, reply, problem) ?? send(request, reply, problem);
    }
    reply.header('allow', allowed.join(', '));
    if (request.method === 'OPTIONS') return reply.code(204).send();
    return send(request, reply, { code: 'method_not_allowed', detail: 'The method is not allowed here.' });
  });
}

/** Which methods an address takes: Fastify itself answers 404 where another method would be found. */
function knownMethods(app: App): { of(path: string): string[] } {
  const routes = new Map<string, { readonly pattern: RegExp; readonly methods: Set<string> }>();
  app.addHook('onRoute', ({ url, method }) => {
    let route = routes.get(url);
    if (route === undefined) {
      const source = url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:[A-Za-z]+/g, '[^/]+');
      route = { pattern: new RegExp(`^${source.replaceAll('*', '.*')}$`), methods: new Set() };
      routes.set(url, route);
    }
    for (const one of [method].flat()) route.methods.add(one);
  });
  return {
    of(path) {
      const found = new Set<string>();
      for (const { pattern, methods } of routes.values())
        if (pattern.test(path)) for (const method of methods) found.add(method);

      return METHODS.filter((method) => found.has(method));
    },
  };
}
