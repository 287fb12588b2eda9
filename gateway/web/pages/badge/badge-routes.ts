import type { FastifyRequest } from 'fastify';
import type { Services } from '../../../http/routes/services.js';
import { notFound } from '../../../services/common/service-error.js';
import { contextOf, pageHeaders, pageRoute, type Site } from '../../frame/page-route.js';
import { badgeForms, shopOf } from './badge-forms.js';
import { demoShop } from './demo-shop.js';
import { badgeScheme } from './scheme.js';
import { domainOf, snippetPage } from './snippet-page.js';

/** Place in the list of sellers of the one whose shop is shown. */
const demoSellerIndex = 1;

export function badgeFormRoutes(site: Site, services: Services): void {
  const { app } = site;
  const { about, scores, sellers } = services;
  badgeForms(site, services);

  pageRoute(site, '/snippet/:id', (context, { params }: FastifyRequest) => {
    const { id } = params as { readonly id: string };
    const domains = scores.domains(id);
    const { searchParams } = context.url;
    const typed = shopOf(context.url);
    return snippetPage(context, about.org, {
      seller: { id, tradingName: scores.one(id).tradingName },
      domains,
      shop: typed === undefined ? (domains[0] ?? '') : domainOf(typed),
      scheme: badgeScheme(searchParams.get('scheme')),
    });
  });

  app.get('/demo-shop', { schema: { hide: true } }, (request, reply) => {
    const context = contextOf(site, request);
    const [seller] = sellers.list(undefined, demoSellerIndex + 1).items.slice(demoSellerIndex);
    if (!context.demo || seller === undefined) throw notFound('page');
    const [shop = 'shop.example'] = scores.domains(seller.id);
    pageHeaders(reply, context, { frames: "'none'", framing: true });
    return reply.send(
      demoShop(context, { id: seller.id, tradingName: scores.one(seller.id).tradingName }, shop),
    );
  });
}
