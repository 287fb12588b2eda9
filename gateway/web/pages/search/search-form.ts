import { activities, noHistory, recentDays, sorts } from '../../../services/read/directory/asked.js';
import type { Choices } from '../../../services/read/directory/choices.js';
import { soughtCharactersMax } from '../../../services/read/directory/sought.js';
import { readable } from '../../html/foreign-text.js';
import { html, type Markup } from '../../html/html.js';
import { languageField } from '../../frame/language-field.js';
import type { PageContext } from '../../frame/page.js';
import { bandName, toneOf } from '../../messages/standing.js';
import { filterCount, searchPath, type SearchQuery } from './search-query.js';

/** One form for text, filters and order: it works without a script, and its address says all that was asked. */
export function searchForm(context: PageContext, query: SearchQuery, choices: Choices): Markup {
  const { chosen: language, t } = context;
  const filters = filterCount(query);
  return html`<form class="search" action="/sellers" method="get" role="search">
    ${languageField(language)}
    ${query.chosen.map((id) => html`<input type="hidden" name="seller" value="${id}" />`)}
    <label for="q">${t.say('search.label')}</label>
    <div class="search-line">
      <input
        id="q"
        name="q"
        type="search"
        value="${query.text}"
        maxlength="${soughtCharactersMax}"
        autocomplete="off"
        autocapitalize="none"
        spellcheck="false"
        dir="auto"
        aria-describedby="q-hint"
      />
      <button type="submit">${t.say('search.submit')}</button>
    </div>
    <p class="quiet" id="q-hint">${t.say('search.hint')}</p>
    <details class="filters" ${(filters > 0 || query.sort !== undefined) && html`open`}>
      <summary>
        ${t.say('search.filters')}
        ${filters > 0 && html`<span class="quiet">${t.say('search.filters.on', { count: filters })}</span>`}
      </summary>
      ${bands(context, query, choices)}
      <div class="filter-fields">
        ${countries(context, query, choices)} ${schemes(context, query, choices)} ${activity(context, query)}
        ${order(context, query)}
      </div>
      ${actions(context, query)}
    </details>
  </form>`;
}

function bands({ t }: PageContext, query: SearchQuery, choices: Choices): Markup {
  return html`<fieldset>
    <legend>${t.say('search.band')}</legend>
    ${choices.bands.map((band) => {
      const checked = query.bands.includes(band) && html`checked`;
      const name = band === noHistory ? t.say('status.not-enough-history') : bandName(t, band);
      return html`<label class="check-box tone-${toneOf(band)}">
        <input type="checkbox" name="band" value="${band}" ${checked} /> <span>${name}</span>
      </label>`;
    })}
  </fieldset>`;
}

function countries({ t }: PageContext, { country }: SearchQuery, choices: Choices): Markup {
  const named = choices.countries.map(({ count, value }) => ({ count, value, name: t.country(value) }));
  named.sort((a, b) => a.name.localeCompare(b.name, t.locale));
  return select(t.say('search.country'), 'country', country, [
    { value: '', name: t.say('search.any') },
    ...withCounts(t, named),
  ]);
}

function schemes({ t }: PageContext, { scheme }: SearchQuery, choices: Choices): Markup {
  const named = choices.schemes.map(({ value }) => ({ value, name: readable(value) }));
  return select(t.say('search.scheme'), 'scheme', scheme, [
    { value: '', name: t.say('search.any') },
    ...named,
  ]);
}

function activity({ t }: PageContext, query: SearchQuery): Markup {
  const named = activities.map((value) => ({
    value,
    name: t.say(`search.activity.${value}`, { days: recentDays }),
  }));
  return select(t.say('search.activity'), 'activity', query.activity, [
    { value: '', name: t.say('search.any') },
    ...named,
  ]);
}

function order({ t }: PageContext, { sort }: SearchQuery): Markup {
  const named = sorts.map((value) => ({ value, name: t.say(`search.sort.${value}`) }));
  return select(t.say('search.sort'), 'sort', sort, [
    { value: '', name: t.say('search.sort.best') },
    ...named,
  ]);
}

interface Option {
  readonly value: string;
  readonly name: string;
}

const withCounts = (
  t: PageContext['t'],
  options: readonly (Option & { readonly count: number })[],
): Option[] => options.map(({ count, name, value }) => ({ value, name: `${name} (${t.number(count)})` }));

/** What the address asks for is among the options, also where no seller has it: the form must not say something else. */
function select(label: string, name: string, value: string | undefined, options: readonly Option[]): Markup {
  const isKnown = value === undefined || options.some((one) => one.value === value);
  const all = isKnown ? options : [...options, { value, name: value }];
  return html`<p class="filter-field">
    <label for="choose-${name}">${label}</label>
    <select id="choose-${name}" name="${name}">
      ${all.map(
        (one) =>
          html`<option value="${one.value}" ${one.value === (value ?? '') && html`selected`}>
            ${one.name}
          </option>`,
      )}
    </select>
  </p>`;
}

function actions({ link, t }: PageContext, query: SearchQuery): Markup {
  const { chosen, sort, text } = query;
  const isClear = filterCount(query) === 0 && sort === undefined;
  return html`<p class="actions">
    <button type="submit" class="plain">${t.say('search.apply')}</button>
    ${!isClear && html`<a href="${link(searchPath('/sellers', { text, chosen }))}">${t.say('search.clear')}</a>`}
  </p>`;
}
