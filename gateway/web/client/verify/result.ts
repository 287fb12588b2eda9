import { text } from '../../../../chaincode/domain/bytes.js';
import type { Check, Verdict } from '../../../verify/index.js';
import type { MessageKey } from '../../messages/en.js';
import { html } from '../../html.js';
import type { Translator } from '../../translate.js';
import { stateIcon } from '../../verify/state-icon.js';
import { checkView, verdictView, waitingView } from '../../verify/verdict-view.js';
import type { VerifyPageData } from '../../verify/page-data.js';

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id);
  if (found === null) throw new Error(`the page has no ${id}`);
  return found;
};

/** The part of the page that shows an answer. All markup comes from `html`, which escapes. */
export class Result {
  private url = '';

  constructor(
    private readonly t: Translator,
    private readonly data: VerifyPageData,
  ) {
    byId('copy').addEventListener('click', () => void this.copy());
  }

  begin(): void {
    byId('answer').setAttribute('aria-busy', 'true');
    byId('answer').innerHTML = waitingView(this.t).text;
    byId('checks').innerHTML = '';
    byId('checks-card').hidden = true;
  }

  step(check: Check): void {
    byId('steps').insertAdjacentHTML('beforeend', checkView(check, this.t).text);
  }

  show(verdict: Verdict, badge: Uint8Array, otherDigest: boolean): void {
    const seller = verdict.badge?.subject.seller;
    const path = seller === undefined ? '' : `/verify/${encodeURIComponent(seller)}`;
    const elsewhere =
      seller === undefined ? [] : this.data.others.map(({ name, url }) => ({ name, url: `${url}${path}` }));
    this.answer(verdictView(verdict, this.t, { elsewhere, otherDigest }).text);
    byId('checks').innerHTML = verdict.checks.map((check) => checkView(check, this.t).text).join('');
    byId('checks-card').hidden = false;
    this.raw(badge);
  }

  /** Nothing could be checked. */
  failed(key: MessageKey): void {
    byId('checks-card').hidden = true;
    this.answer(
      html`<section class="verdict unchecked">
        <div class="verdict-head">
          ${stateIcon('unchecked')}
          <div>
            <h2>${this.t.say('state.unchecked.title')}</h2>
            <p class="verdict-sentence">${this.t.say(key)}</p>
          </div>
        </div>
      </section>`.text,
    );
  }

  private answer(markup: string): void {
    const answer = byId('answer');
    answer.innerHTML = markup;
    answer.setAttribute('aria-busy', 'false');
  }

  private raw(badge: Uint8Array): void {
    URL.revokeObjectURL(this.url);
    this.url = URL.createObjectURL(
      new Blob([badge as Uint8Array<ArrayBuffer>], { type: 'application/vc+jwt' }),
    );
    byId('raw').textContent = readably(badge);
    byId('download').setAttribute('href', this.url);
    byId('raw-card').hidden = false;
    this.badge = badge;
  }

  private badge: Uint8Array = new Uint8Array();

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(text(this.badge)).then(
      () => (byId('copied').textContent = this.t.say('verify.copied')),
      () => (byId('copied').textContent = this.t.say('verify.not-copied')),
    );
  }
}

/** The credential as JSON where it is one, else the bytes as text, not more than one can read. */
function readably(badge: Uint8Array): string {
  const shown = 200_000;
  try {
    const [, payload = ''] = text(badge).split('.');
    const json = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    return JSON.stringify(JSON.parse(text(json)), null, 2).slice(0, shown);
  } catch {
    return new TextDecoder().decode(badge.subarray(0, shown));
  }
}
