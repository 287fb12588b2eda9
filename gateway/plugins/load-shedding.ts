import { ServiceError } from '../services/service-error.js';
import type { App } from './types.js';

export interface LoadLimits {
  readonly requests: number;
  readonly bytes: number;
}
export const loadLimits: LoadLimits = { requests: 4_096, bytes: 256 * 1024 * 1024 };

/** Turns writers away before their bodies are read, while more is under way than memory should hold. */
export function loadShedding(app: App, limits = loadLimits): void {
  let requests = 0;
  let bytes = 0;
  app.addHook('onRequest', (request, reply, done) => {
    if (request.method !== 'POST') {
      done();
      return;
    }
    // Without a length, count the most that the route would read.
    const size = Number(request.headers['content-length'] ?? request.routeOptions.bodyLimit);
    if (requests >= limits.requests || bytes + size > limits.bytes) {
      done(new ServiceError('overloaded', 'The gateway has too much to do.', { retryAfter: 1 }));
      return;
    }
    requests += 1;
    bytes += size;
    // `close` comes however the exchange ends; Fastify's onResponse does not come for an aborted one.
    reply.raw.once('close', () => {
      requests -= 1;
      bytes -= size;
    });
    done();
  });
}
