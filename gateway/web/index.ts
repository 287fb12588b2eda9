import type { App } from '../http/plugins/types.js';
import { foldedConsortium } from '../http/routes/folded-consortium.js';
import type { Services } from '../http/routes/services.js';
import type { Assets } from './frame/assets.js';
import { badgeFormRoutes } from './pages/badge/badge-routes.js';
import { consortiumRoutes } from './pages/consortium/consortium-routes.js';
import { icon } from './frame/icon.js';
import type { Languages } from './messages/languages.js';
import { contextOf, pageRoute, type Site, type SiteFrame } from './frame/page-route.js';
import { verifyRoutes } from './pages/verify/verify-routes.js';
import { evidenceRoutes } from './pages/evidence-routes.js';
import { orderPage } from './pages/order/order-page.js';
import { searchPage } from './pages/search/search-page.js';

export function makeSite(
  { about }: Pick<Services, 'about'>,
  assets: Assets,
  languages: Languages,
): SiteFrame {
  return {
    assets,
    languages,
    publicUrl: about.publicUrl,
    consortium: () => foldedConsortium(about),
  };
}

/** The pages for people. They show only what the visibility table calls public: they ask as anyone would. */
export function webRoutes(app: App, frame: SiteFrame, services: Services): void {
  const site: Site = { ...frame, app };
  app.get('/', { schema: { hide: true } }, (request, reply) =>
    reply.redirect(contextOf(site, request).link('/sellers')),
  );
  app.get('/icon.svg', { config: { isStatic: true }, schema: { hide: true } }, (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .serializer((text: string) => text)
      .send(icon),
  );
  verifyRoutes(site, services);
  badgeFormRoutes(site, services);
  consortiumRoutes(site, services);
  pageRoute(site, '/order', orderPage);
  pageRoute(site, '/sellers', (context) => searchPage(context, services));
  evidenceRoutes(site, services);
}
