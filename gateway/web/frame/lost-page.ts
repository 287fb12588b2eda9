import type { FastifyReply, FastifyRequest } from 'fastify';
import { errorPage } from './error-page.js';
import { contextOf, sendPage, type Site } from './page-route.js';

/** Addresses for programs. They get a problem document, whatever they say they accept. */
const forPrograms = /^\/(v1|tlog|\.well-known|openapi\.json)(\/|\?|$)/;

/** Answers a person whose browser asked for a page that is not there; undefined where a program asked. */
export function lostPage(site: Site) {
  return (request: FastifyRequest, reply: FastifyReply): FastifyReply | undefined => {
    const { accept = '' } = request.headers;
    if (request.method !== 'GET' || !accept.includes('text/html') || forPrograms.test(request.url))
      return undefined;
    const context = contextOf(site, request);
    return sendPage(reply, context, errorPage(context, 'route_not_found', 404, request.id));
  };
}
