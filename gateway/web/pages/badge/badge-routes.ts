import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from '../../../http/plugins/problem.js';
import type { Services } from '../../../http/routes/services.js';
import { notFound } from '../../../services/common/service-error.js';
import { contextOf, pageHeaders, pageRoute, type Site } from '../../frame/page-route.js';
import type { PageContext } from '../../frame/page.js';
import { badgeSvg } from './badge-svg.js';
import { demoShop } from './demo-shop.js';
import { framedBadge } from './framed-badge.js';
import { domainOf, snippetPage } from './snippet-page.js';
import { summaryOf, type BadgeSummary } from './summary.js';

/** Place in the list of sellers of the one whose shop is shown. */
const demoSellerIndex = 1;

export function badgeFormRoutes(site: Site, { about, scores, sellers }: Services): void {
  const { app } = site;
  const idOf = ({ params }: FastifyRequest): string => (params as { readonly id: string }).id;
  const shopOf = (url: URL): string | undefined => url.searchParams.get('shop')?.slice(0, 253);
  const summary = (id: string): BadgeSummary => {
    try {
      return summaryOf(scores.one(id), id);
    } catch (error) {
      return { state: toProblem(error).code === 'not_found' ? 'unknown-seller' : 'not-loaded' };
    }
  };

  // Both forms have one route: ids have dots, so the router could not find the ending.
  app.get('/badges/:id', { schema: { hide: true } }, (request, reply) => {
    const id = idOf(request);
    const context = contextOf(site, request);
    if (id.endsWith('.svg')) return sendPicture(reply, context, id.slice(0, -'.svg'.length));
    pageHeaders(reply, context, { frames: '*' });
    return reply.send(framedBadge(context, about.org, id, shopOf(context.url)));
  });

  /** Sends a picture also where the score is not known: a shop would show a broken one, and tell nobody. */
  const sendPicture = (reply: FastifyReply, context: PageContext, id: string): FastifyReply => {
    const shown = summary(id);
    const codes: Readonly<Record<string, number>> = { 'unknown-seller': 404, 'not-loaded': 503 };
    return reply
      .code(codes[shown.state] ?? 200)
      .type('image/svg+xml')
      .header('cache-control', shown.state in codes ? 'no-store' : 'public, max-age=60')
      .header('vary', 'accept-language')
      .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
      .header('cross-origin-resource-policy', 'cross-origin')
      .serializer((text: string) => text)
      .send(badgeSvg(id, shown, context.t));
  };

  pageRoute(site, '/snippet/:id', (context, request) => {
    const id = idOf(request);
    const domains = scores.domains(id);
    const typed = shopOf(context.url);
    const shop = typed === undefined ? (domains[0] ?? '') : domainOf(typed);
    return snippetPage(context, about.org, { domains, seller: id, shop });
  });

  app.get('/demo-shop', { schema: { hide: true } }, (request, reply) => {
    const context = contextOf(site, request);
    const [seller] = sellers.list(undefined, demoSellerIndex + 1).items.slice(demoSellerIndex);
    if (!context.demo || seller === undefined) throw notFound('page');
    const [shop = 'shop.example'] = scores.domains(seller.id);
    pageHeaders(reply, context, { frames: "'none'", framing: true });
    return reply.send(demoShop(context, seller.id, shop));
  });
}
