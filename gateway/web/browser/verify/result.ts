import { fromBase64url, text } from '../../../../chaincode/domain/bytes.js';
import type { Check, Verdict } from '../../../sdk/verify/index.js';
import type { MessageKey } from '../../messages/en.js';
import type { Markup } from '../../html/html.js';
import type { Translator } from '../../messages/translate.js';
import { checkView, verdictHead, verdictView, waitingView } from '../../pages/verify/verdict-view.js';
import type { VerifyPageData } from '../../pages/verify/page-data.js';
import { copyText } from '../pieces/copy-text.js';

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
};

/** One check of a badge, and what the page shows of it. */
export interface Turn {
  step(check: Check): void;
  show(verdict: Verdict, badge: Uint8Array, otherDigest: boolean): void;
  /** Nothing could be checked. */
  failed(key: MessageKey): void;
}

/** The part of the page that shows an answer. All markup comes from `html`, which escapes. */
export class Result {
  #url = '';
  #badge: Uint8Array = new Uint8Array();
  #turns = 0;

  readonly #t: Translator;
  readonly #data: VerifyPageData;

  constructor(t: Translator, data: VerifyPageData) {
    this.#t = t;
    this.#data = data;

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
    for (const id of ['checks-card', 'raw-card']) byId(id).hidden = true;
    const answer = byId('answer');
    answer.setAttribute('aria-busy', 'true');
    answer.innerHTML = waitingView(this.#t).text;
    if (brought) {
      answer.focus({ preventScroll: true });
      answer.scrollIntoView();
    }
    return {
      step: now((check) => {
        byId('steps').insertAdjacentHTML('beforeend', checkView(check, this.#t).text);
      }),
      show: now((verdict, badge, otherDigest) => this.#show(verdict, badge, otherDigest)),
      failed: now((key) => this.#answer(verdictHead('unchecked', this.#t, this.#t.say(key)))),
    };
  }

  #show(verdict: Verdict, badge: Uint8Array, otherDigest: boolean): void {
    this.#answer(
      verdictView(verdict, this.#t, { elsewhere: this.#elsewhere(verdict, text(badge)), otherDigest }),
    );
    byId('checks').innerHTML = verdict.checks.map((check) => checkView(check, this.#t).text).join('');
    byId('checks-card').hidden = false;
    this.#raw(badge);
  }

  /** Links to the other organisations' pages for the same badge, seller and shop. What stands behind the # goes to no server. */
  #elsewhere({ badge, code }: Verdict, jws: string) {
    if (code === 'not_a_badge') return [];
    const { others, seller = badge?.subject.seller, shop, tag } = this.#data;
    const path = seller === undefined ? '' : `/${encodeURIComponent(seller)}`;
    const query = new URLSearchParams({ ...(shop === undefined ? {} : { shop }), lang: tag }).toString();
    const rest = `/verify${path}?${query}#badge=${encodeURIComponent(jws.trim())}`;
    return others.map(({ name, url }) => ({ name, url: `${url}${rest}` }));
  }

  #answer({ text: markup }: Markup): void {
    const answer = byId('answer');
    answer.innerHTML = markup;
    answer.setAttribute('aria-busy', 'false');
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
    byId('copied').textContent = this.#t.say(copied ? 'verify.copied' : 'verify.not-copied');
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
