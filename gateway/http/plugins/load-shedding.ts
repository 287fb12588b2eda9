import type { IncomingMessage } from 'node:http';
import { ServiceError } from '../../services/common/service-error.js';
import type { App } from './types.js';

export interface LoadLimits {
  readonly requests: number;
  readonly bytes: number;
  /** Milliseconds that a body may take while others are turned away for it. */
  readonly patience: number;
}
export const loadLimits: LoadLimits = { requests: 4_096, bytes: 256 * 1024 * 1024, patience: 2_000 };

/** Turns writers away before their bodies are read, while more is under way than memory should hold. */
export function loadShedding(app: App, limits = loadLimits): void {
  let isClosing = false;
  app.addHook('preClose', (done) => {
    isClosing = true;
    done();
  });
  /** What is under way, the oldest first. */
  const underWay = new Map<IncomingMessage, { readonly size: number; readonly since: number }>();
  let bytes = 0;
  const leave = (request: IncomingMessage): void => {
    bytes -= underWay.get(request)?.size ?? 0;
    underWay.delete(request);
  };
  const fits = (size: number): boolean => underWay.size < limits.requests && bytes + size <= limits.bytes;
  /** A hundred senders that announce much and send little would else keep all others out. */
  const cutSlow = (size: number): void => {
    const latest = performance.now() - limits.patience;
    for (const [request, { since }] of underWay) {
      if (since > latest || fits(size)) return;
      if (request.complete) continue;
      leave(request);
      request.destroy();
    }
  };
  app.addHook('onRequest', (request, reply, done) => {
    if (isClosing) {
      done(new ServiceError('overloaded', 'The gateway is stopping.', { retryAfter: 5 }));
      return;
    }
    if (request.method !== 'POST' && request.method !== 'PUT') {
      done();
      return;
    }
    // The route reads no more than its limit: a longer body is refused as such, and no reason to try again later.
    const limit = request.routeOptions.bodyLimit ?? 0;
    const size = Math.min(Number(request.headers['content-length'] ?? limit), limit);
    if (!fits(size)) cutSlow(size);
    if (!fits(size)) {
      done(new ServiceError('overloaded', 'The gateway has too much to do.', { retryAfter: 1 }));
      return;
    }
    underWay.set(request.raw, { size, since: performance.now() });
    bytes += size;
    // `close` comes however the exchange ends; Fastify's onResponse does not come for an aborted one.
    reply.raw.once('close', () => leave(request.raw));
    done();
  });
}
