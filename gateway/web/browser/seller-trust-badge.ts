import { isAnswered, type BadgeSummary } from '../pages/badge/summary.js';
import { hostOf, isOfShop } from '../../sdk/verify/shop.js';
import type { Messages } from '../messages/en.js';
import { Translator } from '../messages/translate.js';
import { ScoreAsker } from './badge/score-asker.js';
import { Face } from './badge/seller-trust-badge-face.js';

/** The badge's texts by language; the build puts them in. */
declare const badgeTexts: Readonly<
  Record<string, { readonly direction: string; readonly messages: Partial<Messages> }>
>;

const webOrigin = (address: string | null | undefined): string | undefined => {
  if (address === null || address === undefined || !URL.canParse(address)) return undefined;
  const { origin, protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : undefined;
};

const askers = new Map<string, ScoreAsker>();

/** All badges of a page that are of one gateway ask together. */
function askerOf(origin: string): ScoreAsker {
  const asker = askers.get(origin) ?? new ScoreAsker(origin);
  askers.set(origin, asker);
  return asker;
}

/** Attributes that change how the badge looks or where it leads. The gateway is not asked again for them. */
const drawn = new Set(['locale', 'form', 'check-at', 'issuer']);

/** Origin of this script. A browser tells it only while the script first runs. */
const home = webOrigin((document.currentScript as HTMLScriptElement | null)?.src) ?? location.origin;

/**
 * `<seller-trust-badge seller="platform.shop" shop-domain="shop.example">`: a seller's score, and the way to check it.
 * It stores nothing, sends nothing but the seller's id, and proves nothing by itself: whoever writes the page writes
 * what it shows. Attributes: `seller`, `shop-domain` (elsewhere the badge says that it was made for another site),
 * `locale` (default: the language of the text around it), `form` (`full`, `compact`), `scheme` (`auto`, `light`,
 * `dark`), `origin` (of the gateway; default: that of this script), `check-at` and `issuer` (the site of another
 * organisation, where the badge of this one is checked).
 * Events, which bubble out of any shadow tree: `stl-badge-loaded` and `stl-badge-error`, `detail: {seller, state}`.
 */
class SellerTrustBadge extends HTMLElement {
  static readonly observedAttributes = [
    'seller',
    'shop-domain',
    'locale',
    'form',
    'origin',
    'check-at',
    'issuer',
  ];

  readonly #face = new Face(this.attachShadow({ mode: 'open', delegatesFocus: true }));
  #summary: BadgeSummary | undefined;
  /** Of the newest question: the answer to an older one is of another seller. */
  #loading: object | undefined;
  #waiting = false;

  connectedCallback(): void {
    this.#loadSoon();
  }

  disconnectedCallback(): void {
    this.#loading = undefined;
  }

  attributeChangedCallback(name: string): void {
    if (!this.isConnected) return;
    if (drawn.has(name)) this.#draw();
    else this.#loadSoon();
  }

  /** Attributes are set one by one. Those that are set together lead to one request. */
  #loadSoon(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected) void this.#load();
    });
  }

  get #seller(): string {
    return this.getAttribute('seller') ?? '';
  }

  get #origin(): string {
    return webOrigin(this.getAttribute('origin')) ?? home;
  }

  async #load(): Promise<void> {
    const current = (this.#loading = {});
    this.#summary = undefined;
    this.#draw();
    const summary = this.#isElsewhere()
      ? ({ state: 'other-shop' } as const)
      : await askerOf(this.#origin).one(this.#seller);
    // Another seller was named meanwhile, or the element is gone: this answer is dropped.
    if (this.#loading !== current) return;
    this.#summary = summary;
    this.#draw();
    const { state } = summary;
    const name = isAnswered(summary) ? 'stl-badge-loaded' : 'stl-badge-error';
    const detail = { seller: this.#seller, state };
    this.dispatchEvent(new CustomEvent(name, { bubbles: true, composed: true, detail }));
  }

  /** True where the page is not of the shop that the badge names: somebody may have copied that shop's page. */
  #isElsewhere(): boolean {
    const shop = this.getAttribute('shop-domain') ?? '';
    return shop !== '' && !this.#isAtHome() && !isOfShop(location.hostname, hostOf(shop) ?? '');
  }

  /** True on the gateway's own pages, which show a badge as it will look in the shop. */
  #isAtHome(): boolean {
    return location.origin === this.#origin;
  }

  #draw(): void {
    const tag = knownLanguage(
      this.getAttribute('locale') ??
        this.closest<HTMLElement>('[lang]')?.lang ??
        document.documentElement.lang,
    );
    const { direction = 'ltr', messages = {} } = badgeTexts[tag] ?? {};
    const shop = (this.#isElsewhere() ? null : this.getAttribute('shop-domain')) ?? location.hostname;
    const [elsewhere, issuer] = [webOrigin(this.getAttribute('check-at')), this.getAttribute('issuer')];
    const of = elsewhere !== undefined && issuer ? `&issuer=${encodeURIComponent(issuer)}` : '';
    const path = `/verify/${encodeURIComponent(this.#seller)}?shop=${encodeURIComponent(shop)}&lang=${tag}${of}`;
    this.#face.draw({
      t: new Translator(tag, messages, localeOf(tag)),
      direction,
      seller: this.#seller,
      href: (elsewhere ?? this.#origin) + path,
      form: this.getAttribute('form'),
      summary: this.#summary,
    });
  }
}

/** RFC 4647 lookup: `zh-Hans-CN`, `zh-Hans`, `zh`, else English. */
function knownLanguage(wish: string): string {
  for (let tag = wish.toLowerCase(); tag !== ''; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-'))))
    if (Object.hasOwn(badgeTexts, tag)) return tag;
  return 'en';
}

/** The visitor's own region, where the badge speaks a language of theirs: it decides how dates are written. */
const localeOf = (tag: string): string =>
  navigator.languages.find((wish) => wish.toLowerCase().startsWith(`${tag}-`)) ?? tag;

// A page may load this script twice, but an element may be defined only once.
if (customElements.get('seller-trust-badge') === undefined)
  customElements.define('seller-trust-badge', SellerTrustBadge);
