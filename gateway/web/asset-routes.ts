import type { App } from '../plugins/types.js';
import type { Asset, Assets } from './assets.js';

/** Serves what was built for browsers, packed where the browser can unpack it. */
export function assetRoutes(app: App, assets: Assets): void {
  for (const asset of assets.all) {
    app.get(asset.path, { schema: { hide: true } }, (request, reply) => {
      const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (packed) reply.header('content-encoding', 'gzip');
      return reply
        .type(asset.type)
        .header('vary', 'accept-encoding')
        .header('cache-control', lifetime(asset))
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .send(Buffer.from(packed ? asset.gzipped : asset.bytes));
    });
  }
}

const lifetime = ({ immutable }: Asset): string =>
  immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
