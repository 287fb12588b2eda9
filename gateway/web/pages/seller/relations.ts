import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { sellerPath, standingChip, type Subject } from './subject.js';

const relationsShown = 20;

/** Other ids of the same seller: those confirmed by all sides, and those that only share a register entry. */
export function relations(subject: Subject): Markup | undefined {
  const { context, facts, score } = subject;
  const { t } = context;
  if (facts.joined.length + facts.linked.length === 0) return undefined;
  const joined = score.joined?.score;
  return html`<section class="card" id="relations" aria-labelledby="relations-title">
    <h2 id="relations-title">${t.say('seller.relations.title')}</h2>
    ${
      facts.joined.length > 0 &&
      html`<p>${t.say('seller.joined')}</p>
        ${ids(subject, facts.joined)}
        ${
          joined !== undefined &&
          html`<p>
            ${t.say('seller.joined.score')}
            ${joined.overall !== null && html`<strong>${t.number(joined.overall)}</strong>`}
            ${standingChip(t, joined)}
          </p>`
        }`
    }
    ${
      facts.linked.length > 0 &&
      html`<p>${t.say('seller.linked')}</p>
        ${ids(subject, facts.linked)}`
    }
  </section>`;
}

function ids({ context: { link, t } }: Subject, sellers: readonly string[]): Markup {
  const rest = sellers.length - relationsShown;
  return html`<ul>
    ${sellers
      .slice(0, relationsShown)
      .map((id) => html`<li><a href="${link(sellerPath(id))}">${foreign(id)}</a></li>`)}
    ${rest > 0 && html`<li>${t.say('seller.more', { count: rest })}</li>`}
  </ul>`;
}
