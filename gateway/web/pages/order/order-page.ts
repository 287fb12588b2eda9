import { html } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import type { OrderPageData } from './page-data.js';

/** The page where a visitor's own browser opens an order's file, which one of its parties gave them. */
export function orderPage({ language, ledger, t }: PageContext): Page {
  const messages = Object.fromEntries(
    Object.entries(language.messages).filter(([key]) => key.startsWith('order.')),
  );
  const data: OrderPageData = { tag: t.tag, locale: t.locale, messages, ledger };
  return {
    title: t.say('order.title'),
    description: t.say('order.lead'),
    scripts: ['order.js'],
    data: { 'order-data': data },
    body: html`<h1>${t.say('order.title')}</h1>
      <p class="lead">${t.say('order.lead')}</p>
      <noscript><p class="card">${t.say('order.noscript')}</p></noscript>
      <section class="card needs-script">
        <p class="drop" id="drop">
          ${t.say('order.drop')}
          <label class="button plain" for="file">${t.say('order.choose')}</label>
          <input class="visually-hidden" id="file" type="file" accept=".json,application/json" />
        </p>
      </section>
      <p class="visually-hidden" id="said" role="status"></p>
      <div id="answer" aria-busy="false"></div>
      <section class="card">
        <h2>${t.say('order.limits')}</h2>
        <ul>
          <li>${t.say('order.limits.facts')}</li>
          <li>${t.say('order.limits.rest')}</li>
          <li>${t.say('order.limits.counts')}</li>
        </ul>
        <p>${t.say('order.how')}</p>
        <pre><code>stl order SELLER ORDER --key KEY --out order.json</code></pre>
      </section>`,
  };
}
