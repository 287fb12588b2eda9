import { html } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';
import { verifyAddress } from '../../frame/verify-address.js';
import { badgeSizes } from './sizes.js';

/** The badge alone, for a frame in a shop's page: a picture and a link, no script. */
export function framedBadge(
  context: PageContext,
  org: string,
  seller: string,
  shop: string | undefined,
): string {
  const { assets, language, t } = context;
  const { height, width } = badgeSizes.full;
  const id = encodeURIComponent(seller);
  const link = verifyAddress(context, org, '', {
    seller,
    lang: t.tag,
    ...(shop === undefined ? {} : { shop }),
  });
  const { integrity, path } = assets.get('style.css');
  return html`<!doctype html>
    <html lang="${t.tag}" dir="${language.direction}" class="framed">
      <head>
        <meta charset="utf-8" />
        <title>${t.say('badge.check')}</title>
        <link rel="stylesheet" href="${path}" integrity="${integrity}" />
      </head>
      <body>
        <main>
          <a href="${link}" target="_blank" rel="noopener"
            ><img
              src="/badges/${id}.svg?lang=${t.tag}"
              width="${width}"
              height="${height}"
              alt="${t.say('badge.seller', { seller })}. ${t.say('badge.check')} (${t.say('badge.new_tab')})"
          /></a>
        </main>
      </body>
    </html>`.text;
}
