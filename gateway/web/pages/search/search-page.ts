import type { Services } from '../../../http/routes/services.js';
import { sellersScannedMax, type Found } from '../../../services/read/sellers.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import { sellerName } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { sellerPath, standingChip } from '../seller/subject.js';

const sellersShown = 20;
/** No id and no domain is longer. */
const queryCharactersMax = 253;

type Searched = Pick<Services, 'scores' | 'sellers'>;

/** A form without script, and a page of sellers with their scores. */
export function searchPage(context: PageContext, services: Searched): Page {
  const { t, url } = context;
  const query = (url.searchParams.get('q') ?? '').trim().slice(0, queryCharactersMax);
  const cursor = url.searchParams.get('cursor') ?? undefined;
  const { items, next } = services.sellers.search(query.toLowerCase(), cursor, sellersShown);
  return {
    title: t.say('search.title'),
    description: t.say('search.lead'),
    body: html`<h1>${t.say('search.title')}</h1>
      <p class="lead">${t.say('search.lead')}</p>
      ${form(context, query)}
      <section aria-labelledby="found">
        <h2 id="found">${t.say(query === '' ? 'search.all' : 'search.found')}</h2>
        ${query !== '' && html`<p>${t.rich('search.query', { query: foreign(query) })}</p>`}
        ${results(context, services, items, next)} ${nextPage(context, query, next)}
      </section>`,
  };
}

function form({ chosen, t }: PageContext, query: string): Markup {
  return html`<form class="search" action="/sellers" method="get" role="search">
    ${languageField(chosen)}
    <label for="q">${t.say('search.label')}</label>
    <div>
      <input
        id="q"
        name="q"
        type="search"
        value="${query}"
        maxlength="${queryCharactersMax}"
        autocomplete="off"
        dir="auto"
      />
      <button type="submit">${t.say('search.submit')}</button>
    </div>
    <p class="quiet">${t.say('search.hint')}</p>
  </form>`;
}

function results(
  { link, t }: PageContext,
  { scores }: Searched,
  found: readonly Found[],
  next: string | null,
): Markup {
  if (found.length === 0) {
    return html`<p class="card">
      ${next === null ? t.say('search.none') : t.say('search.none-yet', { count: sellersScannedMax })}
    </p>`;
  }
  return html`<ul class="sellers">
    ${found.map(({ id, shopDomains, tradingName }) => {
      const score = scores.one(id);
      return html`<li>
        <a href="${link(sellerPath(id))}">
          <span
            ><strong>${sellerName({ id, tradingName })}</strong>
            <span class="quiet">${shopDomains.slice(0, 1).map(foreign)}</span></span
          >
          <span class="hit">
            ${score.overall !== null && html`<span class="points">${t.number(score.overall)}</span>`}
            ${standingChip(t, score)}
          </span>
        </a>
      </li>`;
    })}
  </ul>`;
}

function nextPage({ link, t }: PageContext, query: string, next: string | null): Markup | undefined {
  if (next === null) return undefined;
  const asked = query === '' ? '' : `q=${encodeURIComponent(query)}&`;
  return html`<p>
    <a class="button plain" rel="next" href="${link(`/sellers?${asked}cursor=${next}`)}"
      >${t.say('search.next')}</a
    >
  </p>`;
}
