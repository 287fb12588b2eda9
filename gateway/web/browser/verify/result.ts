import { fromBase64url, text } from '../../../../chaincode/domain/bytes.js';
import type { Check, Verdict } from '../../../sdk/verify/index.js';
import { html, type Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { checksCounted, checkView } from '../../pages/verify/checks-view.js';
import { firstWords, type FirstWords } from '../../pages/verify/first-words.js';
import { mayHelpToAskAgain, wordsWithoutBadge, type NoBadge } from '../../pages/verify/no-badge.js';
import type { VerifyPageData } from '../../pages/verify/page-data.js';
import {
  detailsView,
  noticesView,
  ofWhom,
  saidView,
  todayView,
  waitingView,
  type Elsewhere,
  type Today,
} from '../../pages/verify/verdict-view.js';
import { waysFromVerdict, waysView, waysWithoutBadge, type Links } from '../../pages/verify/ways.js';
import { copyText } from '../pieces/copy-text.js';
import { linksOf } from './links.js';

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
};

const fill = (id: string, { text: markup }: Markup): void => {
  byId(id).innerHTML = markup;
};

/** One check of a badge, and what the page shows of it. */
export interface Turn {
  /** True once a newer question was asked: what comes now is shown nowhere. */
  isOver(): boolean;
  show(verdict: Verdict, badge: Uint8Array, otherDigest: boolean): void;
  /** Where the seller stands now, beside a verdict on a badge of an earlier day. */
  today(standing: Today): void;
  /** Nothing could be checked. */
  failed(why: NoBadge): void;
}

/** The part of the page that shows an answer. All markup comes from `html`, which escapes. */
export class Result {
  #url = '';
  #badge: Uint8Array = new Uint8Array();
  #turns = 0;

  readonly #t: Translator;
  readonly #data: VerifyPageData;
  readonly #links: Links;
  readonly #again: () => void;

  /** @param again asks anew what the page was opened for */
  constructor(t: Translator, data: VerifyPageData, again: () => void) {
    this.#t = t;
    this.#data = data;
    this.#again = again;
    this.#links = linksOf(data.gateway);

    byId('copy').addEventListener('click', () => void this.#copy());
  }

  /**
   * Makes room for an answer. An earlier question's answer that comes later is dropped: it would stand under the new question.
   * @param brought true where somebody brought a badge: they look at the form, so the page scrolls to the answer
   */
  begin(brought: boolean): Turn {
    const number = ++this.#turns;
    const now = <T extends unknown[]>(act: (...given: T) => void) => {
      return (...given: T): void => {
        if (number === this.#turns) act(...given);
      };
    };
    const answer = byId('answer');
    // What had the focus may be gone in a moment.
    if (brought || answer.contains(document.activeElement)) answer.focus({ preventScroll: true });
    answer.setAttribute('aria-busy', 'true');
    this.#head('waiting', 'unknown');
    fill('of-whom', ofWhom(undefined, brought ? '' : this.#data.seller));
    fill('said', waitingView(this.#t));
    for (const id of ['today', 'ways', 'notices', 'details']) byId(id).textContent = '';
    for (const id of ['checks-card', 'raw-card']) byId(id).hidden = true;
    if (brought) answer.scrollIntoView();
    return {
      isOver: () => number !== this.#turns,
      show: now((verdict, badge, otherDigest) => this.#show(verdict, badge, { brought, otherDigest })),
      today: now((standing) => fill('today', todayView(standing, this.#t))),
      failed: now((why) => this.#failed(why)),
    };
  }

  #show(
    verdict: Verdict,
    badge: Uint8Array,
    { brought, otherDigest }: { readonly brought: boolean; readonly otherDigest: boolean },
  ): void {
    const [t, { seller }] = [this.#t, this.#data];
    const asking = { links: this.#links, seller, brought };
    fill('of-whom', ofWhom(verdict.badge, brought ? '' : seller));
    fill('ways', waysView(waysFromVerdict(verdict, t, asking)));
    fill(
      'notices',
      noticesView(verdict, { otherDigest, isNoted: document.getElementById('site-note') !== null }, t),
    );
    fill('details', detailsView(verdict, this.#elsewhere(verdict, text(badge)), t));
    this.#checks(verdict.checks);
    this.#raw(badge);
    this.#say(firstWords(verdict, t, this.#data));
  }

  #failed(why: NoBadge): void {
    const [t, { seller }] = [this.#t, this.#data];
    const again =
      mayHelpToAskAgain(why) &&
      html`<button type="button" class="plain" id="again">${t.say('error.again')}</button>`;
    fill(
      'ways',
      waysView(waysWithoutBadge(why.code !== 'unknown-seller', t, { links: this.#links, seller }), again),
    );
    // There is little to show: the rest of the page need not stand a screen below it.
    byId('result').classList.remove('expected');
    document.getElementById('again')?.addEventListener('click', this.#again);
    this.#say(wordsWithoutBadge(why, t));
  }

  /** Comes last: an answer that is spoken while the page is busy may be passed over. */
  #say(words: FirstWords): void {
    this.#head(words.shown, words.tone);
    byId('answer').setAttribute('aria-busy', 'false');
    fill('said', saidView(words));
  }

  #head(shown: FirstWords['shown'] | 'waiting', tone: FirstWords['tone']): void {
    const head = byId('verdict');
    head.className = `verdict ${shown} tone-${tone}`;
    head.hidden = false;
  }

  /** Folded, unless one failed: what failed should be seen. */
  #checks(checks: readonly Check[]): void {
    fill('checks', html`${checks.map((check) => checkView(check, this.#t))}`);
    byId('checks-counted').textContent = checksCounted(checks, this.#t);
    byId('checks-card').hidden = false;
    byId('checks-card').toggleAttribute(
      'open',
      checks.some(({ outcome }) => outcome === 'failed'),
    );
  }

  /** Links to the other organisations' pages for the same badge, seller and shop. What stands behind the # goes to no server. */
  #elsewhere({ badge, code }: Verdict, jws: string): readonly Elsewhere[] {
    if (code === 'not_a_badge') return [];
    const { others, seller = badge?.subject.seller, shop, tag } = this.#data;
    const path = seller === undefined ? '' : `/${encodeURIComponent(seller)}`;
    const query = new URLSearchParams({ ...(shop === undefined ? {} : { shop }), lang: tag }).toString();
    const rest = `/verify${path}?${query}#badge=${encodeURIComponent(jws.trim())}`;
    return others.map(({ name, url }) => ({ name, url: `${url}${rest}` }));
  }

  #raw(badge: Uint8Array): void {
    URL.revokeObjectURL(this.#url);
    this.#url = URL.createObjectURL(
      new Blob([badge as Uint8Array<ArrayBuffer>], { type: 'application/vc+jwt' }),
    );
    byId('raw').textContent = readably(badge);
    byId('download').setAttribute('href', this.#url);
    byId('copied').textContent = '';
    byId('raw-card').hidden = false;
    this.#badge = badge;
  }

  async #copy(): Promise<void> {
    const copied = await copyText(text(this.#badge));
    byId('copied').textContent = this.#t.say(copied ? 'data.copied' : 'data.not-copied');
  }
}

/** The credential as JSON where it is one, else the bytes as text. It is cut: nobody reads more. */
function readably(badge: Uint8Array): string {
  const charactersMax = 200_000;
  try {
    const [, payload = ''] = text(badge).split('.');
    const json = fromBase64url(payload);
    if (json !== undefined) return JSON.stringify(JSON.parse(text(json)), null, 2).slice(0, charactersMax);
  } catch {
    // No text, or no JSON in it: shown as it is.
  }
  return new TextDecoder().decode(badge.subarray(0, charactersMax));
}
