import type { FastifyRequest } from 'fastify';
import { ServiceError } from '../../services/common/service-error.js';
import type { App } from './types.js';

/** Seconds: folding anew takes from seconds to many minutes. */
const retryAfter = 5;

/**
 * Answers nothing of what is folded here while that may not be relied on: half of the facts make a wrong answer, and this
 * gateway would sign it. Routes are kept shut unless they say that they need no projection, so that none is forgotten.
 */
export function readyOnly(app: App, whyUnready: () => string | undefined): void {
  const obstacle = (request: FastifyRequest): ServiceError | undefined => {
    const isOpen = request.is404 || request.routeOptions.config.isStatic === true;
    const reason = isOpen ? undefined : whyUnready();
    return reason === undefined ? undefined : new ServiceError('not_ready', reason, { retryAfter });
  };
  app.addHook('onRequest', (request, reply, done) => {
    const error = obstacle(request);
    if (error !== undefined) reply.header('x-request-id', request.id);
    done(error);
  });
  // A body may come long after the head.
  app.addHook('preValidation', (request, _reply, done) => done(obstacle(request)));
  // A read that had to wait may have been made of half. What was written stands, whatever is folded here.
  app.addHook('onSend', (request, reply, payload, done) => {
    const isRead = request.method === 'GET' || request.routeOptions.config.isRead === true;
    const error = isRead && reply.statusCode < 400 ? obstacle(request) : undefined;
    if (error === undefined) done(null, payload);
    else done(error);
  });
}

/** Says of all routes of a scope that they need no projection. */
export function staticRoutes(scope: App): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, isStatic: true };
  });
}
