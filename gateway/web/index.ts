import type { App } from '../http/plugins/types.js';
import type { Services } from '../http/routes/services.js';
import type { Assets } from './frame/assets.js';
import { badgeFormRoutes } from './pages/badge/badge-routes.js';
import { contestPage } from './pages/contest/contest-page.js';
import { consortiumRoutes } from './pages/consortium/consortium-routes.js';
import { comparePage } from './pages/compare/compare-page.js';
import type { Languages } from './messages/languages.js';
import { pageRoute, type Site, type SiteFrame } from './frame/page-route.js';
import { siteFiles } from './frame/site-files.js';
import { homePage } from './pages/home/home-page.js';
import { scorePage } from './pages/score/score-page.js';
import { siteMapRoutes } from './pages/site-map/site-map-routes.js';
import { verifyRoutes } from './pages/verify/verify-routes.js';
import { evidenceRoutes } from './pages/evidence-routes.js';
import { orderPage } from './pages/order/order-page.js';
import { searchPage } from './pages/search/search-page.js';
import { sellersCsv } from './pages/search/sellers-csv.js';

export function makeSite(
  { about }: Pick<Services, 'about'>,
  assets: Assets,
  languages: Languages,
  whyUnready: () => string | undefined,
): SiteFrame {
  return {
    assets,
    languages,
    publicUrl: about.publicUrl,
    consortium: () => (whyUnready() === undefined ? about.consortium() : undefined),
  };
}

/** The pages for people. They show only what the visibility table calls public: they ask as anyone would. */
export function webRoutes(app: App, frame: SiteFrame, services: Services): void {
  const site: Site = { ...frame, app };
  siteFiles(site);
  siteMapRoutes(site, services);
  pageRoute(site, '/', (context) => homePage(context, services));
  pageRoute(site, '/score', (context) => scorePage(context, services));
  verifyRoutes(site, services);
  badgeFormRoutes(site, services);
  consortiumRoutes(site, services);
  pageRoute(site, '/order', orderPage);
  pageRoute(site, '/contest', (context) => contestPage(context, services));
  pageRoute(site, '/sellers', (context) => searchPage(context, services));
  app.get('/sellers.csv', { schema: { hide: true } }, (request, reply) =>
    sellersCsv(request, reply, services),
  );
  pageRoute(site, '/compare', (context) => comparePage(context, services));
  evidenceRoutes(site, services);
}
