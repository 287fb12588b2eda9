import { foreign } from '../foreign-text.js';
import { html, type Markup } from '../html.js';
import type { Page, PageContext } from '../page.js';
import { checkerOf, verifyAddress } from '../verify-address.js';
import { badgeSizes } from './sizes.js';

/** The lines that a shop puts into its pages. Ids and domains are of a form that needs no escaping in attributes. */
export function snippets(context: PageContext, org: string, seller: string, shop: string) {
  const { assets, publicUrl, t } = context;
  const checker = checkerOf(context, org);
  const check = checker === undefined ? '' : ` check-at="${new URL(checker.url).origin}" issuer="${org}"`;
  const { height, width } = badgeSizes.full;
  const id = encodeURIComponent(seller);
  const query = shop === '' ? '' : `?shop=${encodeURIComponent(shop)}`;
  const domain = shop === '' ? '' : ` shop-domain="${encodeURIComponent(shop)}"`;
  const script = assets.get('badge.js');
  const size = `width="${width}" height="${height}"`;
  return {
    image: `<a href="${verifyAddress(context, org, publicUrl, { seller, shop }).replaceAll('&', '&amp;')}"><img src="${publicUrl}/badges/${id}.svg?lang=${t.tag}" ${size} alt="Seller Trust Ledger: ${id}"></a>`,
    frame: `<iframe src="${publicUrl}/badges/${id}${query}" ${size} title="Seller Trust Ledger: ${id}" loading="lazy" referrerpolicy="no-referrer"></iframe>`,
    element: `<script src="${publicUrl}${script.path}" integrity="${script.integrity}" crossorigin="anonymous" defer></script>\n<seller-trust-badge seller="${id}"${domain}${check}></seller-trust-badge>`,
  };
}

/** How a shop shows the badge: every line ready to be copied. */
export function snippetPage(context: PageContext, org: string, seller: string, shop: string): Page {
  const { assets, publicUrl, t } = context;
  const { element, frame, image } = snippets(context, org, seller, shop);
  const script = assets.get('badge.js');
  const { height, width } = badgeSizes.full;
  const path = encodeURIComponent(seller);
  const one = (name: 'image' | 'frame' | 'element', text: string, shown: Markup): Markup =>
    html`<section class="card">
      <h2>${t.say(`snippet.${name}`)}</h2>
      <p>${t.say(`snippet.${name}.why`)}</p>
      <div class="shown">${shown}</div>
      <pre id="${name}" tabindex="0">${text}</pre>
      <p>
        <button
          type="button"
          class="plain"
          data-copies="${name}"
          data-said="${t.say('snippet.copied')}"
          hidden
        >
          ${t.say('snippet.copy')}</button
        ><span role="status"></span>
      </p>
      ${name === 'element' && html`<p class="quiet">${t.say('snippet.sri')}</p>`}
      <p class="quiet">${t.say('snippet.csp')} <code>${directives(publicUrl)[name]}</code></p>
    </section>`;
  return {
    title: t.say('snippet.title'),
    scripts: ['snippet.js', 'badge.js'],
    framing: true,
    body: html`<h1>${t.say('snippet.title')}</h1>
      <p class="lead">${t.rich('snippet.of', { seller: foreign(seller) })}. ${t.say('snippet.lead')}</p>
      <form class="search" method="get">
        <label for="shop">${t.say('snippet.shop')}</label>
        <div>
          <input id="shop" name="shop" value="${shop}" maxlength="253" autocomplete="off" dir="auto" />
          <button type="submit">${t.say('snippet.use')}</button>
        </div>
      </form>
      ${one('image', image, html`<img src="/badges/${path}.svg?lang=${t.tag}" width="${width}" height="${height}" alt="" />`)}
      ${one(
        'frame',
        frame,
        html`<iframe
          src="/badges/${path}?lang=${t.tag}"
          width="${width}"
          height="${height}"
          title="${t.say('snippet.frame')}"
        ></iframe>`,
      )}
      ${one(
        'element',
        element,
        html`<seller-trust-badge
          seller="${seller}"
          ${shop !== '' && html`shop-domain="${shop}"`}
        ></seller-trust-badge>`,
      )}
      <p class="quiet">badge.js · <code>${script.integrity}</code></p>`,
  };
}

const directives = (origin: string) => ({
  image: `img-src ${origin}`,
  frame: `frame-src ${origin}`,
  element: `script-src ${origin}; connect-src ${origin}`,
});
