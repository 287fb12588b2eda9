import { html, type Markup } from '../../html/html.js';
import { recordsPath, type Subject } from './subject.js';

/** Says what the page does not show, and who may see it. Otherwise it would look as if there were nothing. */
export function closedFacts({ context: { link, t }, facts, id }: Subject): Markup {
  return html`<section class="card no-print" id="closed" aria-labelledby="closed-title">
    <h2 id="closed-title">${t.say('seller.closed.title')}</h2>
    <p>${t.say('seller.closed', { count: facts.records.count })}</p>
    <ul>
      <li>${t.say('seller.closed.parties')}</li>
      <li>${t.say('seller.closed.replies')}</li>
      <li>${t.say('seller.closed.members')}</li>
    </ul>
    <p>${t.say('seller.closed.complete')}</p>
    <p>
      <a href="${link(recordsPath(id))}">${t.say('seller.closed.all')}</a> ·
      <a href="/v1${recordsPath(id)}">${t.say('seller.data')}</a>
    </p>
    <p><a href="${link('/order')}">${t.say('seller.closed.order')}</a></p>
  </section>`;
}
