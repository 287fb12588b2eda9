import { HttpProblemError } from './problem.js';
import type { App } from './types.js';

/**
 * Answers `answer_timeout` where a route takes longer than so many milliseconds. Fastify's own `handlerTimeout` aborts
 * a signal at the end of every request, in time or not, and making the error that goes with it costs more than the
 * rest of Fastify.
 */
export function answerTimeout(app: App, milliseconds: number): void {
  app.addHook('onRequest', (_request, reply, done) => {
    const timer = setTimeout(() => {
      if (!reply.sent) reply.send(new HttpProblemError('answer_timeout', 'The answer took too long.'));
    }, milliseconds);
    reply.raw.once('close', () => clearTimeout(timer));
    done();
  });
}
