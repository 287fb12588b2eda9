import type { App } from '../plugins/types.js';

/** Metrics in the form that a scraper's `Accept` asks for. */
export type Expose = (
  accept: string | undefined,
) => Promise<{ readonly type: string; readonly body: string }>;

/** For the operator: proxies in front of a gateway keep it from the public (docs/observability.md). */
export function metricsRoute(app: App, expose: Expose): void {
  app.get('/metrics', { config: { isStatic: true }, schema: { hide: true } }, async (request, reply) => {
    const { body, type } = await expose(request.headers.accept);
    return reply.header('cache-control', 'no-store').type(type).send(body);
  });
}
