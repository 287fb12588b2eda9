import type { ReasonCode } from '../../../../chaincode/domain/score/measure/reason-codes.js';
import { html, type Markup } from '../../html/html.js';
import { contestPath, type Subject } from './subject.js';

/** Most people read no more. The others are a click away. */
const reasonsShown = 5;

/** What is good of a seller. Only it is green: a fault may leave a part above the neutral value, and is none the better for it. */
const merits: ReadonlySet<ReasonCode> = new Set([
  'on_time_deliveries',
  'sound_products',
  'good_reviews',
  'few_cases',
  'valid_certificates',
  'clean_payments',
]);
const colourOf = (code: ReasonCode, effect: number): string =>
  effect < 0 ? 'down' : merits.has(code) ? 'up' : '';

/** What the score means, and why it is what it is. */
export function reasons({ context: { link, t }, rules, score }: Subject): Markup {
  const items = score.reasons.map(
    ({ code, component, effect }) =>
      html`<li>
        <span class="effect ${colourOf(code, effect)}"
          >${effect !== 0 && html`<bdi>${t.say('seller.effect', { points: t.signed(effect), count: effect })}</bdi>`}</span
        >
        <span
          >${component !== null && html`<strong>${t.say(`component.${component}`)}</strong>`}
          ${t.say(`reason.${code}`)}</span
        >
      </li>`,
  );
  const { status } = score;
  return html`<section class="card" id="reasons" aria-labelledby="reasons-title">
    <h2 id="reasons-title">${t.say('seller.meaning.title')}</h2>
    <p>${t.say('seller.meaning')}</p>
    <h3>${t.say(titles[status])}</h3>
    <ul class="reasons">
      ${items.slice(0, reasonsShown)}
    </ul>
    ${
      items.length > reasonsShown &&
      html`<details class="no-print">
        <summary>${t.say('seller.reasons.more', { count: items.length - reasonsShown })}</summary>
        <ul class="reasons">
          ${items.slice(reasonsShown)}
        </ul>
      </details>`
    }
    ${
      status !== 'not-enough-history' &&
      html`<p class="quiet">${t.say('seller.reasons.sum', { neutral: rules.neutral })}</p>`
    }
    <p class="no-print"><a href="${link('/score')}">${t.say('nav.score')}</a></p>
  </section>`;
}

const titles = {
  scored: 'seller.reasons.title',
  dormant: 'seller.reasons.last',
  'not-enough-history': 'seller.reasons.none',
} as const;

export function contest({ context: { link, t }, id }: Subject): Markup {
  return html`<section class="card wide no-print" id="contest" aria-labelledby="contest-title">
    <h2 id="contest-title">${t.say('seller.contest.title')}</h2>
    <p>${t.say('seller.contest')}</p>
    <p><a href="${link(contestPath(id))}">${t.say('seller.contest.link')}</a></p>
  </section>`;
}
