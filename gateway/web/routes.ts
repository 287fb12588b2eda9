import type { App } from '../plugins/types.js';
import { foldedConsortium } from '../routes/folded-consortium.js';
import type { Services } from '../routes/services.js';
import { assetRoutes } from './asset-routes.js';
import type { Assets } from './assets.js';
import { badgeFormRoutes } from './badge/badge-routes.js';
import { icon } from './icon.js';
import type { Languages } from './languages.js';
import { contextOf, pageRoute, type Site } from './page-route.js';
import { verifyRoutes } from './verify/verify-routes.js';
import { sellerPage } from './seller-page.js';
import { orderPage } from './order/order-page.js';
import { searchPage } from './search-page.js';

/** What all pages of a gateway share. */
export function makeSite(
  app: App,
  { about }: Pick<Services, 'about'>,
  assets: Assets,
  languages: Languages,
): Site {
  return {
    app,
    assets,
    languages,
    publicUrl: about.publicUrl,
    consortium: () => foldedConsortium(about),
  };
}

/** The pages for people. They show only what the visibility table calls public: they ask as anyone would. */
export function webRoutes(site: Site, services: Services): void {
  const { app, assets } = site;
  assetRoutes(app, assets);
  app.get('/', { schema: { hide: true } }, (request, reply) =>
    reply.redirect(contextOf(site, request).link('/sellers')),
  );
  app.get('/icon.svg', { schema: { hide: true } }, (_request, reply) =>
    reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .serializer((text: string) => text)
      .send(icon),
  );
  verifyRoutes(site, services);
  badgeFormRoutes(site, services);
  pageRoute(site, '/order', orderPage);
  pageRoute(site, '/sellers', (context) => searchPage(context, services));
  // A wildcard: a name of any length gets a page for an answer.
  pageRoute(site, '/sellers/*', (context, { params }) =>
    sellerPage(context, (params as { readonly '*': string })['*'], services),
  );
}
