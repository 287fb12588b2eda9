import type { App } from './types.js';

/** A request that was answered, in words that hold nothing of its sender: addresses have ids in them, and never end. */
export interface AnsweredRequest {
  /** The route's pattern; undefined where none fits. */
  readonly route: string | undefined;
  readonly method: string;
  readonly status: number;
  readonly seconds: number;
  /** Code of the problem that it was answered with. */
  readonly problem: string | undefined;
}

/** Tells of every request that a route or the lack of one has answered. */
export function requestMetrics(app: App, answered: (request: AnsweredRequest) => void): void {
  app.addHook('onResponse', (request, reply, done) => {
    const { method, problem, routeOptions } = request;
    answered({
      ...{ route: routeOptions.url, method, problem, status: reply.statusCode },
      seconds: reply.elapsedTime / 1_000,
    });
    done();
  });
}
