import { ServiceError } from '../services/service-error.js';
import type { App } from './types.js';

export interface LoadLimits {
  readonly requests: number;
  readonly bytes: number;
}
export const loadLimits: LoadLimits = { requests: 4_096, bytes: 256 * 1024 * 1024 };

/** Turns writers away before their bodies are read, while more is under way than memory should hold. */
export function loadShedding(app: App, limits = loadLimits): void {
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  let requests = 0;
  let bytes = 0;
  app.addHook('onRequest', (request, reply, done) => {
    if (isClosing) {
      done(new ServiceError('overloaded', 'The gateway is stopping.', { retryAfter: 5 }));
      return;
    }
    if (request.method !== 'POST') {
      done();
      return;
    }
    // The route reads no more than its limit: a longer body is refused as such, and no reason to try again later.
    const limit = request.routeOptions.bodyLimit ?? 0;
    const size = Math.min(Number(request.headers['content-length'] ?? limit), limit);
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
