import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerName, sellerText, type NamedSeller } from '../../html/seller-name.js';
import type { Translator } from '../../messages/translate.js';
import { hostOf, isOfShop } from '../../../sdk/verify/shop.js';
import type { Page, PageContext } from '../../frame/page.js';
import { languageField } from '../../frame/language-field.js';
import { checkerOf, verifyAddress } from '../../frame/verify-address.js';
import { badgeSchemes, type BadgeScheme } from './scheme.js';
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

/** Whose badge it is, where it is shown, and in which colours. */
export interface SnippetOf {
  readonly seller: NamedSeller;
  /** Empty where none was named. */
  readonly shop: string;
  readonly scheme: BadgeScheme;
}

/** From the plainest up. */
const forms = ['image', 'frame', 'element', 'mail'] as const;
type Form = (typeof forms)[number];

/** The lines that a shop puts into its pages and letters. */
export function snippets(
  context: PageContext,
  org: string,
  { scheme, seller, shop }: SnippetOf,
): Readonly<Record<Form, string>> {
  const { assets, publicUrl, t } = context;
  const checker = checkerOf(context, org);
  const coloured = scheme === 'auto' ? {} : { scheme };
  const address = (ending: string, query: Readonly<Record<string, string>>): string => {
    const asked = new URLSearchParams({ ...query, ...coloured }).toString();
    return `${publicUrl}/badges/${encodeURIComponent(seller.id)}${ending}${asked === '' ? '' : `?${asked}`}`;
  };
  const { integrity, path } = assets.get('badge.js');
  const name = `${t.say('site.name')}: ${sellerText(seller)}`;
  const href = verifyAddress(context, org, publicUrl, { seller: seller.id, shop });
  const picture = (ending: string): string => {
    const src = address(ending, { lang: t.tag });
    const alt = `${name}. ${t.say('badge.check')}`;
    return `${opening('a', { href })}${opening('img', { src, ...badgeSizes.full, alt })}</a>`;
  };
  const frame = opening('iframe', {
    src: address('', shop === '' ? {} : { shop }),
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
    seller: seller.id,
    'shop-domain': shop === '' ? undefined : shop,
    ...coloured,
    ...(checker === undefined ? {} : { 'check-at': new URL(checker.url).origin, issuer: org }),
  });
  return {
    image: picture('.svg'),
    frame: `${frame}</iframe>`,
    element: `${script}</script>\n${badge}</seller-trust-badge>`,
    mail: picture('.png'),
  };
}

/** How a shop shows the badge: every line ready to be copied. @param domains those that the seller stated */
export function snippetPage(
  context: PageContext,
  org: string,
  { domains, ...of }: SnippetOf & { readonly domains: readonly string[] },
): Page {
  const { assets, t } = context;
  const { seller, shop } = of;
  const texts = snippets(context, org, of);
  const host = hostOf(shop) ?? '';
  const isStated = shop === '' || domains.some((domain) => isOfShop(host, domain));
  return {
    title: t.say('snippet.title'),
    scripts: ['snippet.js', 'badge.js'],
    framing: true,
    body: html`<h1>${t.say('snippet.title')}</h1>
      <p class="lead">${t.rich('snippet.of', { seller: sellerName(seller) })} ${t.say('snippet.lead')}</p>
      ${choices(context, of)}
      ${
        !isStated &&
        html`<p class="notice" role="alert">${t.rich('snippet.not-stated', { shop: foreign(shop) })}</p>`
      }
      ${forms.map((form) => section(context, of, form, texts[form]))}
      <p class="quiet">badge.js · <code>${assets.get('badge.js').integrity}</code></p>`,
  };
}

function choices({ chosen, t }: PageContext, { scheme, shop }: SnippetOf): Markup {
  const options = badgeSchemes.map(
    (name) =>
      html`<option value="${name}" ${name === scheme && html`selected`}>
        ${t.say(`snippet.scheme.${name}`)}
      </option>`,
  );
  return html`<form class="choices" method="get">
    ${languageField(chosen)}
    <p>
      <label for="shop">${t.say('snippet.shop')}</label>
      <input id="shop" name="shop" value="${shop}" maxlength="253" autocomplete="off" dir="auto" />
    </p>
    <p>
      <label for="scheme">${t.say('snippet.scheme')}</label>
      <select id="scheme" name="scheme">
        ${options}
      </select>
    </p>
    <button type="submit">${t.say('snippet.use')}</button>
  </form>`;
}

function section({ publicUrl, t }: PageContext, of: SnippetOf, form: Form, text: string): Markup {
  const grounds = (['light', 'dark'] as const).map((ground) => {
    return html`<figure class="${ground}">
      ${shown(t, of, form, ground)}
      <figcaption>${t.say(`snippet.on-${ground}`)}</figcaption>
    </figure>`;
  });
  const policy = directives(publicUrl)[form];
  return html`<section class="card" aria-labelledby="${form}-title">
    <h2 id="${form}-title">${t.say(`snippet.${form}`)}</h2>
    <p>${t.say(`snippet.${form}.why`)}</p>
    <div class="grounds">${grounds}</div>
    <pre id="${form}" tabindex="0">${text}</pre>
    <p>
      <button
        type="button"
        class="plain"
        aria-describedby="${form}-title"
        data-copies="${form}"
        data-said="${t.say('data.copied')}"
        data-refused="${t.say('data.not-copied')}"
        hidden
      >
        ${t.say('data.copy')}</button
      ><span role="status"></span>
    </p>
    ${form === 'element' && html`<p class="quiet">${t.say('snippet.sri')}</p>`}
    ${policy !== undefined && html`<p class="quiet">${t.say('snippet.csp')} <code>${policy}</code></p>`}
  </section>`;
}

/** The badge as it will look. */
function shown(
  t: Translator,
  { seller, shop, ...of }: SnippetOf,
  form: Form,
  ground: 'light' | 'dark',
): Markup {
  const scheme = of.scheme === 'auto' ? ground : of.scheme;
  const { height, width } = badgeSizes.full;
  const query = `?lang=${t.tag}&scheme=${scheme}`;
  const path = `/badges/${encodeURIComponent(seller.id)}`;
  if (form === 'frame') {
    return html`<iframe
      src="${path}${query}"
      width="${width}"
      height="${height}"
      title="${t.say('site.name')}: ${sellerText(seller)}, ${t.say(`snippet.on-${ground}`)}"
    ></iframe>`;
  }
  if (form === 'element') {
    return html`<seller-trust-badge
      seller="${seller.id}"
      scheme="${scheme}"
      ${shop !== '' && html`shop-domain="${shop}"`}
    ></seller-trust-badge>`;
  }
  const ending = form === 'mail' ? '.png' : '.svg';
  return html`<img src="${path}${ending}${query}" width="${width}" height="${height}" alt="" />`;
}

/** What a shop's Content Security Policy must let in. Letters have none. */
const directives = (origin: string): Readonly<Partial<Record<Form, string>>> => ({
  image: `img-src ${origin}`,
  frame: `frame-src ${origin}`,
  element: `script-src ${origin}; connect-src ${origin}`,
});
