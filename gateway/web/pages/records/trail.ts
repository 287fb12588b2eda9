import { html, type Markup } from '../../html/html.js';
import { sellerName, type NamedSeller } from '../../html/seller-name.js';
import type { PageContext } from '../../frame/page.js';
import { sellerPath } from '../seller/subject.js';

export type Place = readonly [name: Markup | string, path: string];

/** The way back from a page that lies deep: from the widest place to the nearest. */
export const trail = ({ link, t }: Pick<PageContext, 'link' | 't'>, places: readonly Place[]): Markup =>
  html`<nav class="trail no-print" aria-label="${t.say('records.trail')}">
    <ol>
      ${places.map(([name, path]) => html`<li><a href="${link(path)}">${name}</a></li>`)}
    </ol>
  </nav>`;

/** The way back to a seller. */
export const trailOfSeller = (
  context: PageContext,
  seller: NamedSeller,
  more: readonly Place[] = [],
): Markup =>
  trail(context, [
    [context.t.say('nav.sellers'), '/sellers'],
    [sellerName(seller), sellerPath(seller.id)],
    ...more,
  ]);
