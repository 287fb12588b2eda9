import staticFiles from '@fastify/static';
import { staticRoutes } from './ready-only.js';
import type { App } from './types.js';

interface BuiltFiles {
  /** Folder under `dist/web`, where `npm run build` puts each file beside its packed forms. */
  readonly folder: string;
  /** Path that the files are served under, with a slash at its end. */
  readonly prefix: string;
  /** Their names tell their content: they may be kept for ever. */
  readonly immutable?: boolean;
  /** Pages of other sites may load them. */
  readonly forOthers?: boolean;
}

/** Serves what was built for browsers, packed where the browser can unpack it. */
export async function builtFiles(app: App, options: BuiltFiles): Promise<void> {
  const { folder, prefix, immutable = false, forOthers = false } = options;
  await app.register(async (scope: App) => {
    staticRoutes(scope);
    await scope.register(staticFiles, {
      root: new URL(`../../../web/${folder}/`, import.meta.url),
      prefix,
      // One route a file: whatever else is asked for is nobody's.
      wildcard: false,
      globIgnore: ['**/*.{br,gz}'],
      index: false,
      preCompressed: true,
      decorateReply: false,
      acceptRanges: false,
      lastModified: false,
      immutable,
      maxAge: immutable ? '1y' : '5m',
      setHeaders(reply) {
        if (!forOthers) return;
        reply
          .header('access-control-allow-origin', '*')
          .header('cross-origin-resource-policy', 'cross-origin');
      },
    });
  });
}
