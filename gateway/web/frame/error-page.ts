import type { ProblemCode } from '../../http/schemas/problem-table.js';
import { html, type Markup } from '../html/html.js';
import type { MessageKey } from '../messages/en.js';
import type { Page, VisitorContext } from './page.js';
import { searchBox } from './search-box.js';

/** Errors with a text of their own: people can do something about them. All others share one text. */
const told: Partial<
  Record<ProblemCode, 'error.not_found' | 'error.no-page' | 'error.not_sealed' | 'error.later'>
> = {
  not_found: 'error.not_found',
  route_not_found: 'error.no-page',
  not_sealed: 'error.not_sealed',
  overloaded: 'error.later',
  not_ready: 'error.later',
  projection_unavailable: 'error.later',
  request_invalid: 'error.not_found',
};

/** An error as a page: what happened, and where to go from here. */
export function errorPage(
  context: VisitorContext,
  code: ProblemCode,
  status: number,
  requestId: string,
): Page {
  const { t } = context;
  const key = told[code] ?? 'error.other';
  const title: MessageKey = `${key}.title`;
  return {
    title: t.say(title),
    status,
    body: html`<section class="card narrow">
      <h1>${t.say(title)}</h1>
      <p>${t.say(key)}</p>
      ${key === 'error.not_found' || key === 'error.no-page' ? elsewhere(context) : again(context)}
      <p class="quiet"><code>${code}</code> · <code>${requestId}</code></p>
    </section>`,
  };
}

/** Whoever is lost most often looks for a seller. */
function elsewhere(context: VisitorContext): Markup {
  const { link, t } = context;
  return html`${searchBox(context)}
    <ul class="plain-list">
      <li><a href="${link('/verify')}">${t.say('nav.verify')}</a></li>
      <li><a href="${link('/certificates')}">${t.say('nav.certificates')}</a></li>
      <li><a href="${link('/')}">${t.say('nav.home')}</a></li>
    </ul>`;
}

function again({ link, t, url }: VisitorContext): Markup {
  return html`<p class="buttons">
    <a class="button" href="${url.pathname}${url.search}">${t.say('error.again')}</a>
    <a class="button plain" href="${link('/')}">${t.say('nav.home')}</a>
  </p>`;
}
