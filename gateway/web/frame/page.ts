import type { Organisation } from '../../../chaincode/domain/consortium/document.js';
import { dataBlock, html, type Markup } from '../html/html.js';
import type { Asset, Assets } from './assets.js';
import type { Languages } from '../messages/languages.js';
import type { Language, Translator } from '../messages/translate.js';

/** What every page needs to know of its visitor. */
export interface VisitorContext {
  readonly t: Translator;
  readonly language: Language;
  readonly languages: Languages;
  readonly assets: Assets;
  /** Path with query of the page itself. */
  readonly url: URL;
  readonly publicUrl: string;
  /** The language that the URL names, if it is one of `languages`. */
  readonly chosen: string | undefined;
  /** A path of this site that keeps the language the visitor chose. */
  readonly link: (path: string) => string;
}

/** What pages need to know of the ledger. */
export interface LedgerContext {
  readonly ledger: string;
  readonly demo: boolean;
  readonly organisations: readonly Organisation[];
  /** Days by which the history of an import was moved. */
  readonly shiftedDays: number | undefined;
}

export interface PageContext extends VisitorContext, LedgerContext {}

export interface Page {
  readonly title: string;
  readonly body: Markup;
  readonly status?: number;
  readonly description?: string;
  /** Names of assets; each is loaded as a deferred script. */
  readonly scripts?: readonly string[];
  /** Origins that its scripts ask, besides this one. */
  readonly connect?: readonly string[];
  /** True where it shows other pages of this site in frames. */
  readonly framing?: boolean;
  /** schema.org, as JSON-LD. */
  readonly jsonLd?: unknown;
  /** Blocks that scripts of the page read: JSON by element id. */
  readonly data?: Readonly<Record<string, unknown>>;
}

const stylesheet = ({ path, integrity }: Asset): Markup =>
  html`<link rel="stylesheet" href="${path}" integrity="${integrity}" />`;
const script = ({ path, integrity }: Asset): Markup =>
  html`<script src="${path}" integrity="${integrity}" defer></script>`;

/** The whole document: one look and one frame for all pages. */
export function documentOf(context: PageContext, page: Page): string {
  const { assets, language, t } = context;
  const { data = {}, description, jsonLd, scripts = [] } = page;
  return html`<!doctype html>
    <html lang="${t.tag}" dir="${language.direction}">
      <head>
        <meta charset="utf-8" />
        <title>${page.title} · ${t.say('site.name')}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        ${description !== undefined && html`<meta name="description" content="${description}" />`}
        <link rel="icon" href="/icon.svg" type="image/svg+xml" />
        ${stylesheet(assets.get('style.css'))}
        ${Object.entries(data).map(([id, value]) => dataBlock('application/json', value, id))}
        ${scripts.map((name) => script(assets.get(name)))}
        ${jsonLd !== undefined && dataBlock('application/ld+json', jsonLd)}
      </head>
      <body>
        <a class="skip" href="#main">${t.say('site.skip')}</a>
        ${header(context)} ${notices(context)}
        <main id="main" tabindex="-1">${page.body}</main>
        ${footer(context)}
      </body>
    </html> `.text;
}

function header({ t, link }: PageContext): Markup {
  return html`<header class="site">
    <a class="brand" href="${link('/sellers')}"
      ><img src="/icon.svg" alt="" width="28" height="28" />${t.say('site.name')}</a
    >
    <nav aria-label="${t.say('site.nav')}">
      <a href="${link('/sellers')}">${t.say('nav.sellers')}</a>
      <a href="${link('/verify')}">${t.say('nav.verify')}</a>
    </nav>
  </header>`;
}

function notices({ demo, shiftedDays, t }: PageContext): Markup | undefined {
  const texts = [
    ...(demo ? [t.say('site.demo')] : []),
    ...(shiftedDays === undefined ? [] : [t.say('site.shifted', { days: shiftedDays })]),
  ];
  if (texts.length === 0) return undefined;
  return html`<aside class="banner" aria-label="${t.say('site.note')}">
    ${texts.map((text) => html`<p>${text}</p>`)}
  </aside>`;
}

function footer({ languages, ledger, t, url }: PageContext): Markup {
  const choice = [...languages].map(([tag, { name }]) => {
    const there = new URL(url);
    there.searchParams.set('lang', tag);
    const current = tag === t.tag && html` aria-current="true"`;
    return html`<li>
      <a href="${there.pathname}${there.search}" hreflang="${tag}" lang="${tag}" ${current}>${name}</a>
    </li>`;
  });
  return html`<footer class="site">
    <p>${t.say('site.about')}</p>
    <p>
      ${t.rich('site.ledger', { ledger: html`<code>${ledger}</code>` })} ·
      <a href="/docs">${t.say('site.api')}</a>
    </p>
    <nav aria-label="${t.say('site.languages')}">
      <ul class="languages">
        ${choice}
      </ul>
    </nav>
  </footer>`;
}
