import { ServiceError } from '../../services/common/service-error.js';
import type { App } from './types.js';

/** Seconds: folding anew takes from seconds to many minutes. */
const retryAfter = 5;

/**
 * Answers nothing of what is folded here while that may not be relied on: half of the facts make a wrong answer, and this
 * gateway would sign it. Routes are kept shut unless they say that they need no projection, so that none is forgotten.
 */
export function readyOnly(app: App, whyUnready: () => string | undefined): void {
  app.addHook('onRequest', (request, reply, done) => {
    const isOpen = request.is404 || request.routeOptions.config.isStatic === true;
    const reason = isOpen ? undefined : whyUnready();
    if (reason === undefined) {
      done();
      return;
    }
    reply.header('x-request-id', request.id);
    done(new ServiceError('not_ready', reason, { retryAfter }));
  });
}

/** Says of all routes of a scope that they need no projection. */
export function staticRoutes(scope: App): void {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, isStatic: true };
  });
}
