import { html, type Markup } from '../../html/html.js';

/** Lines of one value. */
export const lines = (items: readonly (Markup | string)[]): Markup =>
  html`<ul class="bare">
    ${items.map((item) => html`<li>${item}</li>`)}
  </ul>`;

/** A key, hash or id: whole, for whoever compares it, and broken where the line ends. */
export const code = (text: string): Markup => html`<code class="long">${text}</code>`;
