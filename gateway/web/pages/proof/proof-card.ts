import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import type { Translator } from '../../messages/translate.js';
import type { AskedProof, ProofPageData } from './page-data.js';
import { stateView } from './proof-view.js';

const texts = /^(proof|outcome|data)\.|^error\.again$|^code\.(growth_unproven|backward)$/;

/** The card where the proof is for those alone who may read what it proves. */
export const closedProof = (t: Translator): Markup =>
  html`<section class="card proof" aria-labelledby="proof-title">
    <h2 id="proof-title">${t.say('proof.title')}</h2>
    ${stateView(t, 'members')}
  </section>`;

/**
 * The card "Proof": what a page of evidence needs for the visitor's own browser to check what it shows.
 * `body` goes below the evidence, the rest into the `Page`. Where the page has an element `#proven`, its content is written
 * anew from the proof, so that what is read is what was proven, not what a gateway wrote.
 * @param more texts that this kind of proof is written with
 */
export function proofCard(
  { language, ledger, organisations, t }: PageContext,
  proof: AskedProof,
  more?: RegExp,
): { readonly body: Markup } & Required<Pick<Page, 'scripts' | 'data'>> {
  const messages = Object.fromEntries(
    Object.entries(language.messages).filter(([key]) => texts.test(key) || more?.test(key) === true),
  );
  const data: ProofPageData = {
    ...{ tag: t.tag, locale: t.locale, messages, ledger, proof },
    organisations: Object.fromEntries(organisations.map(({ id, name }) => [id, name])),
  };
  return {
    scripts: ['proof.js'],
    data: { 'proof-data': data },
    body: html`<section class="card proof" id="proof" aria-labelledby="proof-title">
      <h2 id="proof-title">${t.say('proof.title')}</h2>
      <div id="proof-state" aria-live="polite" aria-atomic="true"></div>
      <div id="proof-more"></div>
      <details id="proof-raw" hidden>
        <summary>${t.say('proof.raw')}</summary>
        <p class="buttons no-print">
          <button type="button" class="plain" id="proof-copy">${t.say('data.copy')}</button>
          <a class="button plain" href="${proof.path}" download="proof.json">${t.say('data.download')}</a>
          <span id="proof-copied" role="status"></span>
        </p>
        <pre id="proof-json" dir="ltr" tabindex="0" aria-label="${t.say('proof.raw')}"></pre>
      </details>
      <noscript
        ><p>${t.say('proof.noscript')} <a href="${proof.path}">${t.say('proof.raw')}</a></p></noscript
      >
      ${
        proof.command !== undefined &&
        html`<details>
          <summary>${t.say('proof.yourself')}</summary>
          <p>${t.say('proof.command')}</p>
          <pre dir="ltr" tabindex="0"><code>${proof.command}</code></pre>
        </details>`
      }
    </section>`,
  };
}
