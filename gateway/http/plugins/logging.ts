import type { FastifyRequest } from 'fastify';
import type { LoggerOptions } from 'pino';
import type { App } from './types.js';

/** Names and places of an error, without its message: a message may quote what was sent. */
function failure(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error ? { code: String(error.code) } : {};
  return {
    type: error.name,
    ...code,
    frames: frames.slice(0, 12).map((line) => line.trim()),
    ...(error.cause === undefined ? {} : { cause: failure(error.cause) }),
  };
}

/**
 * What a log line may hold is built here from safe parts: route patterns instead of addresses (ids and query values
 * may be personal), no headers, no bodies. The redaction below catches what someone adds without thinking.
 */
export function loggerOptions(level: string): LoggerOptions {
  return {
    level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label) => ({ level: label }) },
    serializers: {
      failure,
      err: failure,
      error: failure,
      req: (request: FastifyRequest) => ({
        method: request.method,
        route: request.routeOptions?.url ?? null,
      }),
      res: (reply: { statusCode: number }) => ({ status: reply.statusCode }),
    },
    redact: {
      paths: [
        'headers',
        'body',
        'rawBody',
        'query',
        'params',
        'url',
        'order',
        'record',
        'jwk',
        'd',
        '*.d',
        '*.body',
      ],
      remove: true,
    },
  };
}

/** Names each request to its sender, and writes one line about it; plain reads only at debug, so that they cost nothing. */
export function requestLog(app: App): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.header('x-request-id', request.id);
    done();
  });
  app.addHook('onResponse', (request, reply, done) => {
    const level = request.method === 'GET' && reply.statusCode < 400 ? 'debug' : 'info';
    const { method, problem } = request;
    const route = request.routeOptions.url ?? null;
    const milliseconds = Math.round(reply.elapsedTime);
    request.log[level]({ method, route, status: reply.statusCode, problem, milliseconds }, 'request');
    done();
  });
}
