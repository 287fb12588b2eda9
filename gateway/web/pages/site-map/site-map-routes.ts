import type { FastifyReply } from 'fastify';
import type { Services } from '../../../http/routes/services.js';
import type { Site } from '../../frame/page-route.js';
import { pagesMap, sellersMap, sellersPerFile, siteMapIndex } from './site-map.js';

/** What `/robots.txt` points crawlers to. */
export function siteMapRoutes({ app, publicUrl }: Site, { roll }: Pick<Services, 'roll'>): void {
  const hidden = { schema: { hide: true } };
  app.get('/sitemap.xml', hidden, (_request, reply) => sendXml(reply, siteMapIndex(publicUrl, roll.count())));
  app.get('/sitemaps/pages.xml', hidden, (_request, reply) => sendXml(reply, pagesMap(publicUrl)));
  app.get<{ Params: { part: string } }>(
    '/sitemaps/sellers-:part(^\\d{1,5}$).xml',
    hidden,
    async ({ params: { part } }, reply) => {
      const from = Number(part) * sellersPerFile;
      const entries = await roll.part(from, from + sellersPerFile);
      return entries.length === 0 ? reply.callNotFound() : sendXml(reply, sellersMap(publicUrl, entries));
    },
  );
}

const sendXml = (reply: FastifyReply, text: string): FastifyReply =>
  reply
    .type('application/xml; charset=utf-8')
    .header('cache-control', 'public, max-age=3600')
    .serializer((body: string) => body)
    .send(text);
