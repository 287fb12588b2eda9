import type { Services } from '../../../http/routes/services.js';
import type { Directory, FoundSellers } from '../../../services/read/directory/directory.js';
import { soughtIn } from '../../../services/read/directory/sought.js';
import { foreign, readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import type { Page, PageContext } from '../../frame/page.js';
import { results } from './results.js';
import { searchForm } from './search-form.js';
import { filterCount, searchPath, searchQueryOf, shownInOrder, type SearchQuery } from './search-query.js';
import { csvRowsMax } from './sellers-csv.js';

const sellersShown = 20;

/** Finds sellers by what people know of them: a form without script, and a page of sellers with where they stand. */
export async function searchPage(
  context: PageContext,
  { directory }: Pick<Services, 'directory'>,
): Promise<Page> {
  const { t, url } = context;
  const asked = searchQueryOf(url);
  const { found, query } = await pageOf(directory, asked);
  const title = t.say('search.title');
  const { text } = query;
  return {
    title: text === '' ? title : `${readable(text)} · ${title}`,
    description: t.say('search.lead'),
    body: html`<h1>${title}</h1>
      <p class="lead">${t.say('search.lead')}</p>
      ${searchForm(context, query, directory.choices())}
      <section aria-labelledby="found">
        <h2 id="found">${heading(context, query)}</h2>
        ${found.total === 0 ? nothing(context, query) : list(context, directory, query, found)}
      </section>`,
  };
}

function heading({ t }: PageContext, query: SearchQuery): Markup | string {
  if (query.text !== '') return t.rich('search.found', { query: foreign(query.text) });
  return t.say(filterCount(query) > 0 ? 'search.fitting' : 'search.all');
}

/** A page after the last one shows the last one: sellers may have gone from the list since it was linked. */
async function pageOf(
  directory: Directory,
  query: SearchQuery,
): Promise<{ readonly found: FoundSellers; readonly query: SearchQuery }> {
  const pageAt = (page: number): Promise<FoundSellers> =>
    directory.find(shownInOrder(query), (page - 1) * sellersShown, sellersShown);
  const found = await pageAt(query.page);
  if (found.items.length > 0 || found.total === 0) return { found, query };
  const page = pagesOf(found.total);
  return { found: await pageAt(page), query: { ...query, page } };
}

const pagesOf = (total: number): number => Math.ceil(total / sellersShown);

function list(context: PageContext, directory: Directory, query: SearchQuery, found: FoundSellers): Markup {
  const { link, t } = context;
  const csv = link(searchPath('/sellers.csv', { ...query, page: 1, chosen: [] }));
  return html`<p class="found">
      <span>${t.say('search.total', { count: found.total })}</span>
      <a href="${csv}" download>${t.say('search.csv')}</a>
      ${found.total > csvRowsMax && html`<span>${t.say('search.csv.first', { count: csvRowsMax })}</span>`}
    </p>
    ${results(context, directory, query, found.items)} ${pager(context, query, pagesOf(found.total))}`;
}

function pager({ link, t }: PageContext, query: SearchQuery, pages: number): Markup | undefined {
  if (pages < 2) return undefined;
  const { page } = query;
  const to = (there: number): string => link(searchPath('/sellers', { ...query, page: there }));
  return html`<nav class="pager" aria-label="${t.say('search.pages')}">
    ${
      page > 1 &&
      html`<a class="button plain" rel="prev" href="${to(page - 1)}">${t.say('search.previous')}</a>`
    }
    <span>${t.say('search.page', { page, pages })}</span>
    ${
      page < pages &&
      html`<a class="button plain" rel="next" href="${to(page + 1)}">${t.say('search.next')}</a>`
    }
  </nav>`;
}

/** Says what to try next. That a shop is not listed must not read like something bad about it. */
function nothing({ link, t }: PageContext, query: SearchQuery): Markup {
  const { chosen, text } = query;
  const host = soughtIn(text)?.host;
  const bare = link(searchPath('/sellers', { text, chosen }));
  return html`<div class="card">
    <p>
      ${
        host === undefined || filterCount(query) > 0
          ? t.say('search.none')
          : t.rich('search.none.host', { host: foreign(host) })
      }
    </p>
    ${
      filterCount(query) > 0
        ? html`<p><a href="${bare}">${t.say('search.without-filters')}</a></p>`
        : html`<p class="quiet">${t.say('search.none.why')}</p>
            <p><a href="${link(searchPath('/sellers', { chosen }))}">${t.say('search.show-all')}</a></p>`
    }
  </div>`;
}
