import { html } from '../../html/html.js';
import { readable } from '../../html/foreign-text.js';
import type { VisitorContext } from '../../frame/page.js';
import { badgeTitle } from './badge-svg.js';
import type { BadgeScheme } from './scheme.js';
import { badgeSizes } from './sizes.js';
import type { BadgeSummary } from './summary.js';

export interface FramedBadge {
  readonly seller: string;
  readonly summary: BadgeSummary;
  readonly scheme: BadgeScheme;
  /** Where the badge is checked. */
  readonly link: string;
}

/** The badge alone, for a frame in a shop's page: a picture and a link, no script. */
export function framedBadge(
  { assets, language, t }: VisitorContext,
  { link, scheme, seller, summary }: FramedBadge,
): string {
  const { height, width } = badgeSizes.full;
  const { integrity, path } = assets.get('style.css');
  const title = t.say('badge.seller', { seller: readable(summary.tradingName ?? seller) });
  const src = `/badges/${encodeURIComponent(seller)}.svg?lang=${t.tag}&scheme=${scheme}`;
  const said = badgeTitle(seller, summary, t);
  return html`<!doctype html>
    <html lang="${t.tag}" dir="${language.direction}" class="framed ${scheme}">
      <head>
        <meta charset="utf-8" />
        <title>${title} · ${t.say('site.name')}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${path}" integrity="${integrity}" />
      </head>
      <body>
        <main>
          <h1 class="visually-hidden">${title}</h1>
          <a href="${link}" target="_blank" rel="noopener"
            ><img
              src="${src}"
              width="${width}"
              height="${height}"
              alt="${said}. ${t.say('badge.check')} (${t.say('badge.new_tab')})"
          /></a>
        </main>
      </body>
    </html>`.text;
}
