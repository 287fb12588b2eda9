import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemTable } from '../schemas/problem-table.js';
import { signReply, type AnswerSignatureOptions } from './answer-signature.js';
import { problemBody, toProblem } from './problem.js';
import type { Lost } from './problems.js';
import { claimsSignature } from './signable.js';

/**
 * Answers a request whose address fits no route's syntax, such as a broken %-escape: with a page where a person asked for
 * one, else with a problem. No hook ever sees it.
 */
export function unrouted(options: Omit<AnswerSignatureOptions, 'generation'>, lost: Lost) {
  const answer = async (error: Error, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.header('x-request-id', request.id);
    const isSigned = claimsSignature(request);
    const problem = toProblem(error);
    const noRoute = { code: 'route_not_found', detail: 'There is nothing at this address.' } as const;
    if (!isSigned && lost(request, reply, noRoute) !== undefined) return;
    const body = Buffer.from(problemBody(problem, options.publicUrl, request.id));
    reply
      .code(problemTable[problem.code].status)
      .header('content-type', 'application/problem+json')
      .header('content-length', body.length);
    if (isSigned) await signReply(reply, body, options);
    reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders).end(body);
  };
  return (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    answer(error, request, reply).catch((failure: unknown) => {
      request.log.error({ failure }, 'an error could not be answered');
      reply.raw.destroy();
    });
  };
}
