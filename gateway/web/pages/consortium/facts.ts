import { html, type Markup } from '../../html/html.js';
import { factList as listOf, type FactRow as KnownRow } from '../records/fact-list.js';

/** A row of `factList`; one without a value is left out. */
export type FactRow = readonly [term: string, value: Markup | string | undefined];

export const factList = (rows: readonly FactRow[]): Markup =>
  listOf(rows.flatMap(([term, value]): KnownRow[] => (value === undefined ? [] : [[term, value]])));

/** Lines of one value. */
export const lines = (items: readonly (Markup | string)[]): Markup =>
  html`<ul class="bare">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** A key, hash or id: whole, for whoever compares it, and broken where the line ends. */
export const code = (text: string): Markup => html`<code class="long">${text}</code>`;
