import type { Services } from '../routes/services.js';
import { foreign } from './foreign-text.js';
import { html } from './html.js';
import type { Page, PageContext } from './page.js';

const SHOWN = 50;

/** Sellers in the order in which the ledger first named them. */
export function searchPage({ link, t }: PageContext, { sellers }: Pick<Services, 'sellers'>): Page {
  const { items } = sellers.list(undefined, SHOWN);
  return {
    title: t.say('search.title'),
    body: html`<h1>${t.say('search.title')}</h1>
      <p class="lead">${t.say('search.lead')}</p>
      <ul class="sellers">
        ${items.map(
          ({ id }) =>
            html`<li><a href="${link(`/sellers/${encodeURIComponent(id)}`)}">${foreign(id)}</a></li>`,
        )}
      </ul>`,
  };
}
