import { html, type Markup } from '../../html/html.js';
import { sellerText, type NamedSeller } from '../../html/seller-name.js';
import type { PageContext } from '../../frame/page.js';
import { badgeSizes } from './sizes.js';

/** A made-up shop with all three forms of the badge, as a shop's own page would have them. */
export function demoShop({ assets, language, t }: PageContext, seller: NamedSeller, shop: string): string {
  const { height, width } = badgeSizes.full;
  const id = encodeURIComponent(seller.id);
  const name = `${t.say('site.name')}: ${sellerText(seller)}`;
  const query = `?shop=${encodeURIComponent(shop)}&lang=${t.tag}`;
  const style = assets.get('shop.css');
  const script = assets.get('badge.js');
  const product = (name: 'lantern' | 'basket' | 'scarf', cents: number): Markup =>
    html`<li>
      <svg viewBox="0 0 120 90" width="120" height="90" aria-hidden="true" class="${name}">
        <rect class="back" width="120" height="90" />
        ${drawings[name]}
      </svg>
      <span>${t.say(`shop.${name}`)}</span>
      <strong
        >${new Intl.NumberFormat(t.tag, { style: 'currency', currency: 'EUR' }).format(cents / 100)}</strong
      >
    </li>`;
  return html`<!doctype html>
    <html lang="${t.tag}" dir="${language.direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${t.say('shop.title')}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${style.path}" integrity="${style.integrity}" />
        <script src="${script.path}" integrity="${script.integrity}" crossorigin="anonymous" defer></script>
      </head>
      <body>
        <header>
          <p class="note" role="note">${t.say('shop.note')}</p>
          <h1>${t.say('shop.title')}</h1>
          <p>${t.say('shop.tagline')}</p>
          <seller-trust-badge seller="${seller.id}" shop-domain="${shop}" form="compact"></seller-trust-badge>
        </header>
        <main>
          <ul class="products">
            ${product('lantern', 1_890)} ${product('basket', 3_400)} ${product('scarf', 2_750)}
          </ul>
          <section>
            <h2>${t.say('shop.trust')}</h2>
            <p>${t.say('shop.trust.why')}</p>
            <div class="badges">
              <seller-trust-badge seller="${seller.id}" shop-domain="${shop}"></seller-trust-badge>
              <a href="/verify/${id}${query}"
                ><img
                  src="/badges/${id}.svg?lang=${t.tag}"
                  width="${width}"
                  height="${height}"
                  alt="${name}. ${t.say('badge.check')}"
              /></a>
              <iframe
                src="/badges/${id}${query}"
                width="${width}"
                height="${height}"
                title="${name}"
              ></iframe>
            </div>
          </section>
        </main>
      </body>
    </html>`.text;
}

const drawings: Readonly<Record<'lantern' | 'basket' | 'scarf', Markup>> = {
  lantern: html`<ellipse cx="60" cy="46" rx="30" ry="34" /><path d="M30 46h60M34 30h52M34 62h52M60 4v8" />`,
  basket: html`<path d="M28 40h64l-8 40H36zM36 40c0-36 48-36 48 0M30 52h60M33 66h54" />`,
  scarf: html`<path d="M44 8h32v60H44zM44 20h32M44 32h32M44 44h32M48 68v14M56 68v14M64 68v14M72 68v14" />`,
};
