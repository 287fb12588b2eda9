import { html, type Markup } from '../html/html.js';
import { languageField } from './language-field.js';
import type { VisitorContext } from './page.js';

/** A form, without script, that leads to the search for sellers. */
export function searchBox({ chosen, t }: VisitorContext): Markup {
  return html`<form class="search" action="/sellers" method="get" role="search">
    ${languageField(chosen)}
    <label for="q">${t.say('site.search')}</label>
    <div class="search-line">
      <input id="q" name="q" type="search" maxlength="253" autocomplete="off" dir="auto" />
      <button type="submit">${t.say('site.search.submit')}</button>
    </div>
    <p class="quiet">${t.say('site.search.hint')}</p>
  </form>`;
}
