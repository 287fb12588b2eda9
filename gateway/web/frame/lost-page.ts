import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ProblemAnswer } from '../../http/plugins/problem.js';
import { sendErrorPage, type SiteFrame } from './page-route.js';

/** Addresses for programs. They get a problem document, whatever they say they accept. */
const forPrograms = /^\/(v1|tlog|\.well-known|openapi\.json)(\/|\?|$)/;

/** Answers a person whose browser asked for a page and gets an error; undefined where a program asked. */
export function lostPage(site: SiteFrame) {
  return (request: FastifyRequest, reply: FastifyReply, answer: ProblemAnswer): FastifyReply | undefined => {
    const { headers, method, url } = request;
    const accept = headers.accept ?? '';
    // `GET http://elsewhere/` has no address of this site.
    const isForPage = method === 'GET' && accept.includes('text/html') && url.startsWith('/');
    if (!isForPage || forPrograms.test(url)) return undefined;
    return sendErrorPage(site, request, reply, answer);
  };
}
