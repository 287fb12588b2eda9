import { createHash } from 'node:crypto';
import QRCode from 'qrcode';
import Type from 'typebox';
import { closed } from '../../schemas/common.js';
import { SellerParams } from '../../schemas/seller.js';
import type { Services } from '../../routes/services.js';
import { contextOf, pageRoute, type Site } from '../page-route.js';
import { standalone } from './standalone.js';
import { verifyPage, verifyPageData } from './verify-page.js';

/** Longest text that is still easy to scan from paper (QR code version 40 holds 2,953 bytes at its lowest level). */
const LONGEST_CODE = 2_900;

const Shop = closed({
  shop: Type.Optional(Type.String({ maxLength: 253 })),
  lang: Type.Optional(Type.String({ maxLength: 35 })),
});

export function verifyRoutes(site: Site, { about, badges, trustLists }: Services): void {
  const { app, assets, publicUrl } = site;
  pageRoute(site, '/verify', (context) => verifyPage(context, verifyPageData(context, about.org, {})));
  pageRoute(site, '/verify/:id', (context, { params }) => {
    const { id: seller } = params as { id: string };
    const shop = context.url.searchParams.get('shop') ?? undefined;
    const issuer = context.url.searchParams.get('issuer');
    const asked = {
      seller,
      ...(shop === undefined ? {} : { shop: shop.slice(0, 253) }),
      ...(issuer === null ? {} : { issuer }),
    };
    return verifyPage(context, verifyPageData(context, about.org, asked));
  });

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
      const whole = `${link}#badge=${badge}`;
      const digest = createHash('sha256').update(badge).digest('base64url');
      const text = whole.length <= LONGEST_CODE ? whole : `${link}#sha256=${digest}`;
      const svg = await QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 2 });
      return reply
        .type('image/svg+xml')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
        .serializer((body: string) => body)
        .send(svg);
    },
  );
}
