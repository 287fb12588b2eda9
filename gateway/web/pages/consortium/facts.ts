import { html, type Markup } from '../../html/html.js';

/** A row of `factList`; one without a value is left out. */
export type FactRow = readonly [term: string, value: Markup | string | undefined];

/** Names and values, one a line. */
export const factList = (rows: readonly FactRow[]): Markup =>
  html`<dl class="facts">
    ${rows.map(
      ([term, value]) =>
        value !== undefined &&
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;

/** Lines of one value. */
export const lines = (items: readonly (Markup | string)[]): Markup =>
  html`<ul class="bare">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** A key, hash or id: whole, for whoever compares it, and broken where the line ends. */
export const code = (text: string): Markup => html`<code class="long">${text}</code>`;
