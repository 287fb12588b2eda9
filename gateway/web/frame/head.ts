import { dataBlock, html, type Markup } from '../html/html.js';
import type { Asset } from './assets.js';
import type { FrameContext, Page, VisitorContext } from './page.js';

const stylesheet = ({ path, integrity }: Asset): Markup =>
  html`<link rel="stylesheet" href="${path}" integrity="${integrity}" />`;
/** The script must ask in the very same way: with the credentials that are usual. */
const preload = (path: string): Markup =>
  html`<link rel="preload" as="fetch" href="${path}" crossorigin="anonymous" />`;
const script = ({ path, integrity }: Asset): Markup =>
  html`<script src="${path}" integrity="${integrity}" defer></script>`;

/** On every page: it keeps pages for use without a network. */
const siteScript = 'site.js';

/** Pixels of `share.png`. */
const sharePicture = { width: 1200, height: 630 };

export function headOf(context: FrameContext, page: Page): Markup {
  const { assets, demo = false, t } = context;
  const { asksFirst = [], data = {}, jsonLd, scripts = [], status = 200, title } = page;
  const whole = `${title} · ${t.say('site.name')}`;
  const description = page.description ?? t.say('site.about');
  // Made-up sellers are nothing that a search engine should answer with, and neither are errors.
  const isForAll = status === 200 && !demo;
  return html`<head>
    <meta charset="utf-8" />
    <title>${whole}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <meta name="description" content="${description}" />
    ${!isForAll && html`<meta name="robots" content="noindex" />`} ${status === 200 && addresses(context)}
    ${sharing(context, { title: whole, description })}
    <link rel="icon" href="/favicon.ico" sizes="32x32" />
    <link rel="icon" href="/icon.svg" type="image/svg+xml" sizes="any" />
    <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
    <link rel="manifest" href="${context.link('/site.webmanifest')}" />
    ${stylesheet(assets.get('style.css'))} ${asksFirst.map(preload)}
    ${Object.entries(data).map(([id, value]) => dataBlock('application/json', value, id))}
    ${[siteScript, ...scripts].map((name) => script(assets.get(name)))}
    ${jsonLd !== undefined && dataBlock('application/ld+json', jsonLd)}
  </head>`;
}

/** The page's one address, and that in each language. Searches, cursors and whatever trackers add are no part of it. */
function addresses({ chosen, languages, publicUrl, url }: VisitorContext): Markup {
  const own = publicUrl + url.pathname;
  const inLanguage = (tag: string): string => `${own}?lang=${tag}`;
  return html`<link rel="canonical" href="${chosen === undefined ? own : inLanguage(chosen)}" />
    ${[...languages.keys()].map((tag) => html`<link rel="alternate" hreflang="${tag}" href="${inLanguage(tag)}" />`)}
    <link rel="alternate" hreflang="x-default" href="${own}" />`;
}

/** What is shown where somebody passes the address on (Open Graph). */
function sharing(
  { publicUrl, t, url }: VisitorContext,
  { description, title }: { readonly title: string; readonly description: string },
): Markup {
  const properties = {
    'og:type': 'website',
    'og:site_name': t.say('site.name'),
    'og:title': title,
    'og:description': description,
    'og:url': publicUrl + url.pathname,
    'og:image': `${publicUrl}/share.png`,
    'og:image:width': sharePicture.width,
    'og:image:height': sharePicture.height,
    'og:image:alt': t.say('site.share.alt'),
  };
  return html`${Object.entries(properties).map(
      ([property, content]) => html`<meta property="${property}" content="${content}" />`,
    )} <meta name="twitter:card" content="summary_large_image" />`;
}
