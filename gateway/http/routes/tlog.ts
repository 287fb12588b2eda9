import { parseTilePath } from '../../../chaincode/domain/tlog/tile.js';
import type { App } from '../plugins/types.js';
import { notFound } from '../../services/common/service-error.js';
import type { Services } from './services.js';

/** A tile never changes: a partial one is another resource than the full one. */
const forEver = 'public, max-age=31536000, immutable';

/** The log as C2SP tlog-tiles says, so that anybody's tools read it. Signed by itself, not by the answer's header. */
export function tlogRoutes(app: App, { epochs, trustLists }: Pick<Services, 'epochs' | 'trustLists'>): void {
  app.get('/tlog/checkpoint', { schema: { hide: true } }, (_request, reply) =>
    reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(epochs.checkpoint()),
  );

  app.get('/tlog/policy', { schema: { hide: true } }, (_request, reply) => {
    const policy = trustLists.policy();
    if (policy === undefined) throw notFound('trust list');
    return reply.type('text/plain; charset=utf-8').header('cache-control', 'no-cache').send(policy);
  });

  app.get<{ Params: { '*': string } }>('/tlog/tile/*', { schema: { hide: true } }, (request, reply) => {
    const tile = parseTilePath(`tile/${request.params['*']}`);
    if (tile === undefined) throw notFound('tile');
    return reply
      .type('application/octet-stream')
      .header('cache-control', forEver)
      .send(Buffer.from(epochs.tile(tile)));
  });
}
