import { html, type Markup } from '../../html/html.js';
import type { PageContext } from '../../frame/page.js';

/** Only what such a page gave as its next cursor; anything else is the first page. */
export const cursorOf = ({ url }: Pick<PageContext, 'url'>): string | undefined =>
  /^[1-9][0-9]{0,14}$/.exec(url.searchParams.get('cursor') ?? '')?.[0];

/** Below a list: back to its start, and on. */
export function turnPages({ link, t, url }: PageContext, next: string | null): Markup | undefined {
  const first = cursorOf({ url }) === undefined ? undefined : url.pathname;
  if (first === undefined && next === null) return undefined;
  return html`<nav class="buttons" aria-label="${t.say('consortium.turn')}">
    ${first !== undefined && html`<a class="button plain" rel="first" href="${link(first)}">${t.say('consortium.turn.first')}</a>`}
    ${next !== null && html`<a class="button plain" rel="next" href="${link(`${url.pathname}?cursor=${next}`)}">${t.say('consortium.turn.next')}</a>`}
  </nav>`;
}
