import { html, type Markup } from '../../html/html.js';

export type FactRow = readonly [term: string, value: Markup | string];

/** Terms and what is known of them, as the pages of evidence show them. */
export const factList = (rows: readonly FactRow[]): Markup =>
  html`<dl class="facts">
    ${rows.map(
      ([term, value]) =>
        html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
