import { html, type Markup } from '../../html/html.js';
import { evidenceLinks, evidencePath, type Subject } from './subject.js';

/** Says what the page does not show, and who may see it. Otherwise it would look as if there were nothing. */
export function closedFacts({ context: { link, t }, facts, id }: Subject): Markup {
  return html`<section class="card" id="closed" aria-labelledby="closed-title">
    <h2 id="closed-title">${t.say('seller.closed.title')}</h2>
    <p>${t.say('seller.closed', { count: facts.records.count })}</p>
    <ul>
      <li>${t.say('seller.closed.parties')}</li>
      <li>${t.say('seller.closed.replies')}</li>
      <li>${t.say('seller.closed.members')}</li>
    </ul>
    <p>${t.say('seller.closed.complete')}</p>
    <p><a href="${link('/order')}">${t.say('seller.closed.order')}</a></p>
    ${evidenceLinks(t, [
      [t.say('seller.evidence.records'), `${evidencePath(id, 'aggregate')}/records`],
      [t.say('seller.kind.order'), evidencePath(id, { kind: 'order' })],
      [t.say('seller.kind.reply'), evidencePath(id, { kind: 'reply' })],
    ])}
  </section>`;
}
