import type { Services } from '../../../http/routes/services.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import { sellerName, sellerText } from '../../html/seller-name.js';
import type { Page, PageContext } from '../../frame/page.js';
import { allChosenIn, comparedMax, idCharactersMax, searchPath } from '../search/search-query.js';
import { sellerPath } from '../seller/subject.js';
import { compared, type Compared } from './compared.js';
import { rowGroups, type Row } from './rows.js';

/** Up to four sellers side by side, all on the same day. */
export function comparePage(context: PageContext, services: Pick<Services, 'scores' | 'sellers'>): Page {
  const { link, t, url } = context;
  const chosen = allChosenIn(url.searchParams);
  const asked = chosen.slice(0, comparedMax);
  const { known, unknown } = compared(asked, services);
  const title = t.say('compare.title');
  const names = known.map(({ facts, id }) => sellerText({ id, tradingName: facts.tradingName }));
  return {
    title: names.length === 0 ? title : `${names.join(' · ')} · ${title}`,
    description: t.say('compare.lead', { count: comparedMax }),
    body: html`<p class="no-print">
        <a href="${link(searchPath('/sellers', { chosen: asked }))}">${t.say('compare.back')}</a>
      </p>
      <h1>${title}</h1>
      <p class="lead">${t.say('compare.lead', { count: comparedMax })}</p>
      ${chosen.length > comparedMax && html`<p class="card">${t.say('compare.too-many', { count: comparedMax })}</p>`}
      ${unknown.map((id) => notKnown(context, id, asked))}
      ${known.length > 0 ? table(context, known, services.scores.rules().neutral) : html`<p class="card">${t.say('compare.none')}</p>`}
      ${known.length < comparedMax && adding(context, known)}`,
  };
}

function notKnown({ link, t }: PageContext, id: string, asked: readonly string[]): Markup {
  const others = asked.filter((one) => one !== id);
  return html`<p class="card">
    ${t.rich('compare.unknown', { seller: foreign(id) })}
    <a href="${link(searchPath('/sellers', { text: id, chosen: others }))}">${t.say('compare.search-it')}</a>
  </p>`;
}

/**
 * On a phone each row becomes a block with one line a seller, so that their bars stand below each other. Roles are written out,
 * since a table whose parts are laid out as blocks is none to some screen readers.
 * @param neutral points of a part that neither helps nor harms
 */
function table(context: PageContext, known: readonly Compared[], neutral: number): Markup {
  const { t } = context;
  const day = known[0]?.score.asOf ?? 0;
  return html`<p class="quiet">
      ${t.say('compare.day', { date: t.date(day) })} ${t.say('compare.interval.how')}
    </p>
    <table class="compared of-${known.length}" role="table">
      <caption class="visually-hidden">
        ${t.say('compare.title')}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          <td role="cell"></td>
          ${known.map((one) => head(context, one, known))}
        </tr>
      </thead>
      ${rowGroups(context, neutral).map(
        ({ rows, title }) =>
          html`<tbody role="rowgroup">
            <tr role="row" class="group">
              <th role="rowheader" scope="rowgroup" colspan="${known.length + 1}">${title}</th>
            </tr>
            ${rows.map((row) => tableRow(row, known))}
          </tbody>`,
      )}
    </table>`;
}

function head({ link, t }: PageContext, { facts, id }: Compared, known: readonly Compared[]): Markup {
  const seller = { id, tradingName: facts.tradingName };
  const others = known.filter((one) => one.id !== id).map((one) => one.id);
  return html`<th role="columnheader" scope="col">
    <a href="${link(sellerPath(id))}">${sellerName(seller)}</a>
    <a class="remove no-print" href="${link(comparePath(others))}"
      >${t.say('compare.remove')}<span class="visually-hidden"> ${sellerText(seller)}</span></a
    >
  </th>`;
}

const tableRow = ({ cell, title }: Row, known: readonly Compared[]): Markup =>
  html`<tr role="row">
    <th role="rowheader" scope="row">${title}</th>
    ${known.map(
      (one) =>
        html`<td role="cell">
          <span class="of" aria-hidden="true">${foreign(one.facts.tradingName ?? one.id)}</span>
          <div>${cell(one)}</div>
        </td>`,
    )}
  </tr>`;

function comparePath(ids: readonly string[]): string {
  const parameters = new URLSearchParams(ids.map((id): [string, string] => ['seller', id]));
  return ids.length === 0 ? '/compare' : `/compare?${parameters.toString()}`;
}

function adding({ chosen: language, link, t }: PageContext, known: readonly Compared[]): Markup {
  const ids = known.map(({ id }) => id);
  return html`<form class="adding no-print" action="/compare" method="get">
    ${languageField(language)} ${ids.map((id) => html`<input type="hidden" name="seller" value="${id}" />`)}
    <label for="another">${t.say('compare.add.label')}</label>
    <div class="search-line">
      <input
        id="another"
        name="seller"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        maxlength="${idCharactersMax}"
        dir="auto"
      />
      <button type="submit" class="plain">${t.say('compare.add')}</button>
    </div>
    <p>
      <a href="${link(searchPath('/sellers', { chosen: ids }))}">${t.say('compare.find')}</a>
    </p>
  </form>`;
}
