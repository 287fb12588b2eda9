import { builtFiles } from '../../http/plugins/built-files.js';
import type { App } from '../../http/plugins/types.js';

/** What pages load. Shops load `/badge.js`, too. */
export async function assetRoutes(app: App): Promise<void> {
  await builtFiles(app, { folder: 'assets', prefix: '/assets/', immutable: true, forOthers: true });
  await builtFiles(app, { folder: 'named', prefix: '/', forOthers: true });
}
