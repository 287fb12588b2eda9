import { daySeconds } from '../../../../chaincode/domain/time.js';
import type { Directory } from '../../../services/read/directory/directory.js';
import type { Found } from '../../../services/read/directory/sought.js';
import type { Stood } from '../../../services/read/directory/stood.js';
import { foreign } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import { sellerName, sellerText } from '../../html/seller-name.js';
import type { PageContext } from '../../frame/page.js';
import { standingWords } from '../../messages/standing.js';
import { sellerPath } from '../seller/subject.js';
import { comparedMax, type SearchQuery } from './search-query.js';

/** Sellers with where they stand; each can be ticked, to see up to four of them side by side. */
export function results(
  context: PageContext,
  directory: Directory,
  { chosen }: SearchQuery,
  found: readonly Found[],
): Markup {
  const { chosen: language, t } = context;
  const elsewhere = chosen.filter((id) => !found.some(({ listed }) => listed.id === id));
  return html`<form action="/compare" method="get">
    ${languageField(language)}
    ${
      elsewhere.length > 0 &&
      html`<fieldset class="chosen">
        <legend>${t.say('search.chosen')}</legend>
        ${elsewhere.map(
          (id) =>
            html`<label class="check-box">
              <input type="checkbox" name="seller" value="${id}" checked /> <span>${foreign(id)}</span>
            </label>`,
        )}
      </fieldset>`
    }
    <p class="quiet no-print" id="compare-hint">${t.say('search.compare.hint', { count: comparedMax })}</p>
    <ul class="sellers">
      ${found.map((one) => hit(context, one, directory.standing(one.number), chosen))}
    </ul>
    <p class="compare-bar no-print">
      <button type="submit" class="plain" aria-describedby="compare-hint">${t.say('search.compare')}</button>
    </p>
  </form>`;
}

function hit(
  { link, t }: PageContext,
  { certificate, listed }: Found,
  standing: Stood | undefined,
  chosen: readonly string[],
): Markup {
  const { certificates, country, id, newestDay, shopDomains, tradingName } = listed;
  const seller = { id, tradingName };
  const term = certificate === undefined ? undefined : certificates[certificate];
  return html`<li class="hit">
    <label class="pick no-print">
      <input type="checkbox" name="seller" value="${id}" ${chosen.includes(id) && html`checked`} />
      <span class="visually-hidden">${t.say('search.pick', { seller: sellerText(seller) })}</span>
    </label>
    <div class="whom">
      <a href="${link(sellerPath(id))}">${sellerName(seller)}</a>
      ${
        term !== undefined &&
        html`<span class="quiet"
          >${t.rich('search.certificate', {
            certificate: foreign(term.certificate),
            scheme: foreign(term.scheme),
          })}</span
        >`
      }
      <span class="quiet hit-facts">
        ${shopDomains.slice(0, 1).map((domain) => html`<span>${foreign(domain)}</span>`)}
        ${country !== undefined && html`<span>${t.country(country)}</span>`}
        ${newestDay > 0 && html`<span>${t.say('search.newest', { date: t.date(newestDay * daySeconds) })}</span>`}
        ${schemesOf(standing).map((scheme) => html`<span>${foreign(scheme)}</span>`)}
      </span>
    </div>
    ${standing !== undefined && stands(t, standing)}
  </li>`;
}

const schemesShown = 3;
const schemesOf = (standing: Stood | undefined): readonly string[] =>
  standing?.schemes.slice(0, schemesShown) ?? [];

function stands(t: PageContext['t'], standing: Stood): Markup {
  const { sentence, title, tone } = standingWords(t, standing);
  return html`<p class="stands tone-${tone}">
    <strong>${title}</strong>
    ${(standing.last !== undefined || standing.bad) && html`<span class="quiet">${sentence}</span>`}
  </p>`;
}
