import type { OutgoingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { problemTable } from '../schemas/problem-table.js';
import { signReply, type AnswerSignatureOptions } from './answer-signature.js';
import { problemBody, toProblem } from './problem.js';
import { claimsSignature } from './signable.js';

/** Answers a request whose address fits no route's syntax, such as a broken %-escape: no hook ever sees it. */
export function unrouted(options: Omit<AnswerSignatureOptions, 'height'>) {
  const answer = async (error: Error, request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    const problem = toProblem(error);
    const body = Buffer.from(problemBody(problem, options.publicUrl, request.id));
    reply
      .code(problemTable[problem.code].status)
      .header('content-type', 'application/problem+json')
      .header('content-length', body.length)
      .header('x-request-id', request.id);
    if (claimsSignature(request)) await signReply(reply, body, options);
    reply.raw.writeHead(reply.statusCode, reply.getHeaders() as OutgoingHttpHeaders).end(body);
  };
  return (error: Error, request: FastifyRequest, reply: FastifyReply): void => {
    answer(error, request, reply).catch((failure: unknown) => {
      request.log.error({ failure }, 'an error could not be answered');
      reply.raw.destroy();
    });
  };
}
