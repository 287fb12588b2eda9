import QRCode from 'qrcode';
import Type from 'typebox';
import { closed } from '../../../http/schemas/common.js';
import { SellerParams } from '../../../http/schemas/seller.js';
import type { Services } from '../../../http/routes/services.js';
import { askedBy } from './asked.js';
import { codeOf } from './code.js';
import { contextOf, pageRoute, type Site } from '../../frame/page-route.js';
import { standalone } from './standalone.js';
import { verifyPage, verifyPageData } from './verify-page.js';

const Shop = closed({
  shop: Type.Optional(Type.String({ maxLength: 253 })),
  lang: Type.Optional(Type.String({ maxLength: 35 })),
});

export function verifyRoutes(site: Site, { about, badges, trustLists }: Services): void {
  const { app, assets, publicUrl } = site;
  // A wildcard: a name of any length gets a page for an answer.
  for (const path of ['/verify', '/verify/*']) {
    pageRoute(site, path, (context) =>
      verifyPage(context, verifyPageData(context, about.org, askedBy(context.url))),
    );
  }

  app.get('/verify/page', { schema: { hide: true } }, (request, reply) => {
    const context = contextOf(site, request);
    const trust = trustLists.all().at(-1)?.list;
    const data = { ...verifyPageData(context, about.org, {}), gateway: publicUrl, ...(trust && { trust }) };
    return reply
      .type('text/html; charset=utf-8')
      .header('content-disposition', `attachment; filename="verify-badge-${context.t.tag}.html"`)
      .header('cache-control', 'no-cache')
      .serializer((text: string) => text)
      .send(standalone(context, data, assets));
  });

  app.get(
    '/verify/:id/code.svg',
    { schema: { hide: true, params: SellerParams, querystring: Shop } },
    async ({ params: { id }, query: { shop } }, reply) => {
      const badge = await badges.one(id);
      const query = shop === undefined ? '' : `?shop=${encodeURIComponent(shop)}`;
      const link = `${publicUrl}/verify/${encodeURIComponent(id)}${query}`;
      const { level, text } = codeOf(link, badge);
      const svg = await QRCode.toString(text, { type: 'svg', errorCorrectionLevel: level, margin: 2 });
      return reply
        .type('image/svg+xml')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .serializer((body: string) => body)
        .send(svg);
    },
  );
}
