import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import type { Page, PageContext } from '../../frame/page.js';
import { checkerOf, verifyAddress } from '../../frame/verify-address.js';
import { badgeSizes } from './sizes.js';

/** What a shop's owner may type or paste for a domain: an address, capitals, letters that are not ASCII. Empty for none. */
export function domainOf(typed: string): string {
  const address = `https://${typed.trim().replace(/^[a-z]+:\/\//i, '')}`;
  return URL.canParse(address) ? new URL(address).hostname : '';
}

type Attributes = Readonly<Record<string, string | number | true | undefined>>;

/** An opening tag on one line, as it is to be copied. Every value is escaped. */
function opening(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).flatMap(([key, value]) => {
    if (value === undefined) return [];
    return value === true ? ` ${key}` : ` ${key}="${html`${value}`.text}"`;
  });
  return `<${name}${written.join('')}>`;
}

/** The lines that a shop puts into its pages. */
export function snippets(context: PageContext, org: string, seller: string, shop: string) {
  const { assets, publicUrl, t } = context;
  const checker = checkerOf(context, org);
  const id = encodeURIComponent(seller);
  const query = shop === '' ? '' : `?shop=${encodeURIComponent(shop)}`;
  const { integrity, path } = assets.get('badge.js');
  const name = `${t.say('site.name')}: ${seller}`;
  const picture = opening('img', {
    src: `${publicUrl}/badges/${id}.svg?lang=${t.tag}`,
    ...badgeSizes.full,
    alt: name,
  });
  const frame = opening('iframe', {
    src: `${publicUrl}/badges/${id}${query}`,
    ...badgeSizes.full,
    title: name,
    // An attribute, since a shop's policy may forbid inline styles.
    frameborder: 0,
    loading: 'lazy',
    referrerpolicy: 'no-referrer',
  });
  const script = opening('script', {
    src: `${publicUrl}${path}`,
    integrity,
    crossorigin: 'anonymous',
    defer: true,
  });
  const badge = opening('seller-trust-badge', {
    seller,
    'shop-domain': shop === '' ? undefined : shop,
    ...(checker === undefined ? {} : { 'check-at': new URL(checker.url).origin, issuer: org }),
  });
  const href = verifyAddress(context, org, publicUrl, { seller, shop });
  return {
    image: `${opening('a', { href })}${picture}</a>`,
    frame: `${frame}</iframe>`,
    element: `${script}</script>\n${badge}</seller-trust-badge>`,
  };
}

/** How a shop shows the badge: every line ready to be copied. @param domains those that the seller stated */
export function snippetPage(
  context: PageContext,
  org: string,
  {
    domains,
    seller,
    shop,
  }: { readonly domains: readonly string[]; readonly seller: string; readonly shop: string },
): Page {
  const { assets, chosen, publicUrl, t } = context;
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
          data-refused="${t.say('verify.not-copied')}"
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
      <p class="lead">${t.rich('snippet.of', { seller: foreign(seller) })} ${t.say('snippet.lead')}</p>
      <form class="search" method="get">
        ${languageField(chosen)}
        <label for="shop">${t.say('snippet.shop')}</label>
        <div>
          <input id="shop" name="shop" value="${shop}" maxlength="253" autocomplete="off" dir="auto" />
          <button type="submit">${t.say('snippet.use')}</button>
        </div>
      </form>
      ${
        shop !== '' &&
        !domains.includes(shop) &&
        html`<p class="notice" role="alert">${t.rich('snippet.not-stated', { shop: foreign(shop) })}</p>`
      }
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
