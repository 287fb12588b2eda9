import type { FastifyReply } from 'fastify';
import { offlinePage } from './offline-page.js';
import { frameContextOf, sendPage, visitorOf, type Site } from './page-route.js';
import type { VisitorContext } from './page.js';

/** What browsers and crawlers ask of any site. None of it says anything of the ledger, so it is there before one is folded. */
export function siteFiles(site: Site): void {
  const { app, publicUrl } = site;
  const open = { config: { isStatic: true }, schema: { hide: true } };
  app.get('/site.webmanifest', open, (request, reply) => {
    const context = visitorOf(site, request);
    reply.header('content-language', context.t.tag).header('vary', 'accept-language');
    return sendFile(reply, 'application/manifest+json', JSON.stringify(manifestOf(context)));
  });
  app.get('/robots.txt', open, (_request, reply) =>
    sendFile(reply, 'text/plain; charset=utf-8', robots(publicUrl)),
  );
  app.get('/offline', open, (request, reply) => {
    const context = frameContextOf(site, request);
    return sendPage(reply, context, offlinePage(context));
  });
}

const sendFile = (reply: FastifyReply, type: string, text: string): FastifyReply =>
  reply
    .type(type)
    .header('cache-control', 'public, max-age=3600')
    .serializer((body: string) => body)
    .send(text);

/** https://www.w3.org/TR/appmanifest/ */
function manifestOf({ language, link, t }: VisitorContext) {
  const icon = (name: string, sizes: string, purpose = 'any') => ({
    src: `/${name}`,
    sizes,
    type: name.endsWith('.svg') ? 'image/svg+xml' : 'image/png',
    purpose,
  });
  return {
    id: '/',
    name: t.say('site.name'),
    short_name: t.say('site.short-name'),
    description: t.say('site.about'),
    lang: t.tag,
    dir: language.direction,
    start_url: link('/'),
    scope: '/',
    // With the address in sight: who reads a verdict must see whose site says it.
    display: 'minimal-ui',
    background_color: '#fbfaf7',
    theme_color: '#ffffff',
    icons: [
      icon('icon.svg', 'any'),
      icon('icon-192.png', '192x192'),
      icon('icon-512.png', '512x512'),
      icon('icon-maskable-512.png', '512x512', 'maskable'),
    ],
  };
}

/** RFC 9309. Programs read the API; a crawler would ask for every search and comparison that there is. */
const robots = (publicUrl: string): string =>
  [
    'User-agent: *',
    ...['/v1/', '/tlog/', '/compare', '/sellers?', '/sellers.csv', '/snippet/', '/verify/', '/offline'].map(
      (path) => `Disallow: ${path}`,
    ),
    '',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n');
