import { html, type Markup } from './html.js';

/** A term and what is known of it; one without a value is left out. */
export type FactRow = readonly [term: string, value: Markup | string | undefined];

/** Terms and what is known of them, as the pages of evidence show them. */
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
