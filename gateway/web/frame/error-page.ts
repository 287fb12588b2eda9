import type { ProblemCode } from '../../http/schemas/problem-table.js';
import { html } from '../html/html.js';
import type { MessageKey } from '../messages/en.js';
import type { Page, PageContext } from './page.js';

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
  { link, t }: PageContext,
  code: ProblemCode,
  status: number,
  requestId: string,
): Page {
  const key = told[code] ?? 'error.other';
  const title: MessageKey = `${key}.title`;
  return {
    title: t.say(title),
    status,
    body: html`<section class="card narrow">
      <h1>${t.say(title)}</h1>
      <p>${t.say(key)}</p>
      <p><a class="button" href="${link('/sellers')}">${t.say('nav.sellers')}</a></p>
      <p class="quiet"><code>${code}</code> · <code>${requestId}</code></p>
    </section>`,
  };
}
