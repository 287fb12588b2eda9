import type { App } from '../../http/plugins/types.js';
import type { Asset, Assets } from './assets.js';

/** Serves what was built for browsers, packed where the browser can unpack it. */
export function assetRoutes(app: App, assets: Assets): void {
  for (const asset of assets.all) {
    app.get(asset.path, { schema: { hide: true } }, (request, reply) => {
      reply
        .header('vary', 'accept-encoding')
        .header('cache-control', lifetime(asset))
        .header('access-control-allow-origin', '*')
        .header('cross-origin-resource-policy', 'cross-origin')
        .header('etag', tagOf(asset));
      if (isKnown(request.headers['if-none-match'], tagOf(asset))) return reply.code(304).send();
      const packed = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
      if (packed) reply.header('content-encoding', 'gzip');
      return reply.type(asset.type).send(Buffer.from(packed ? asset.gzipped : asset.bytes));
    });
  }
}

/** Weak: the same for the packed form. */
const tagOf = ({ integrity }: Asset): string => `W/"${integrity}"`;

/** RFC 9110 section 13.1.2. */
const isKnown = (known: string | undefined, tag: string): boolean =>
  known?.split(',').some((one) => one.trim() === tag || one.trim() === tag.slice('W/'.length)) ?? false;

const lifetime = ({ immutable }: Asset): string =>
  immutable ? 'public, max-age=31536000, immutable' : 'public, max-age=300';
